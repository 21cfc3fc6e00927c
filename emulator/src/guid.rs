//! GUIDs that are the same on every run.

use rand::Rng;
use uuid::{Builder, Uuid};

/// A GUID that follows from its parts alone: the same parts always give the same one.
pub fn derived(parts: &[&str]) -> Uuid {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let mut state: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        state = (state ^ u128::from(byte)).wrapping_mul(PRIME);
    }
    // The last bytes hardly reach the low half in the hash alone; a finalizer spreads them.
    state ^= state >> 67;
    state = state.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    state ^= state >> 59;
    Builder::from_random_bytes(state.to_be_bytes()).into_uuid()
}

/// A GUID drawn from a seeded source.
pub fn drawn(source: &mut impl Rng) -> Uuid {
    let mut bytes = [0; 16];
    source.fill_bytes(&mut bytes);
    Builder::from_random_bytes(bytes).into_uuid()
}

/// In capitals, as VMM writes the ids of checkpoints.
pub fn capital(id: Uuid) -> String {
    let mut text = id.hyphenated().to_string();
    text.make_ascii_uppercase();
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn derived_guids_are_stable_and_differ() {
        assert_eq!(derived(&["a", "b"]), derived(&["a", "b"]));
        let all: HashSet<_> = (0..20_000)
            .map(|n| derived(&["disk", &n.to_string()]))
            .collect();
        assert_eq!(all.len(), 20_000);
        assert_ne!(derived(&["ab", "c"]), derived(&["a", "bc"]));
    }
}
