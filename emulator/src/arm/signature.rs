//! The signed addresses at which operations are followed.
//!
//! The recorded ones are some 3 KB: `t` is a moment in ticks, `c` a certificate, `s` a signature, `h` a hash. Here
//! both are made with a keyed hash over path, version and moment; only the lengths are the real ones. The letter case
//! of the path does not matter, as the service itself changes it from poll to poll.

use super::query::Query;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const CERTIFICATE_LENGTH: usize = 2615;
const SIGNATURE_BYTES: usize = 256;

/// Makes and checks such addresses.
#[derive(Debug)]
pub struct Signer {
    key: [u8; 32],
    certificate: String,
}

impl Signer {
    /// A signer whose key follows from the seed.
    pub fn new(seed: u64) -> Self {
        let key = hash(b"polling addresses", &[&seed.to_be_bytes()]);
        let bytes = stretched(&key, b"certificate", CERTIFICATE_LENGTH);
        let mut certificate = BASE64_URL_SAFE_NO_PAD.encode(bytes);
        certificate.truncate(CERTIFICATE_LENGTH);
        Self { key, certificate }
    }

    /// The 64 capital hexadecimal digits after the operation's id: the same for all operations of a subscription.
    pub fn suffix(&self, subscription: &str) -> String {
        hash(&self.key, &[b"suffix", subscription.as_bytes()])
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect()
    }

    /// The query of an address: `path` must be sent with exactly this.
    pub fn query(&self, path: &str, api_version: &str, ticks: u64) -> String {
        let ticks = ticks.to_string();
        let (signature, hash) = self.proof(path, api_version, &ticks);
        format!(
            "api-version={api_version}&t={ticks}&c={}&s={signature}&h={hash}",
            self.certificate
        )
    }

    /// Whether an address is one of ours, unaltered. It stays good: a client may ask an older one again.
    pub fn verify(&self, path: &str, query: &Query) -> bool {
        let value = |name| query.get(name).unwrap_or_default();
        let (signature, hash) = self.proof(path, value("api-version"), value("t"));
        value("c") == self.certificate && value("s") == signature && value("h") == hash
    }

    fn proof(&self, path: &str, api_version: &str, ticks: &str) -> (String, String) {
        // The service accepts a doubled first slash everywhere.
        let path = format!("/{}", path.trim_start_matches('/').to_ascii_lowercase());
        let signed = hash(
            &self.key,
            &[path.as_bytes(), api_version.as_bytes(), ticks.as_bytes()],
        );
        let signature =
            BASE64_URL_SAFE_NO_PAD.encode(stretched(&signed, b"signature", SIGNATURE_BYTES));
        let digest = BASE64_URL_SAFE_NO_PAD.encode(hash(&signed, &[signature.as_bytes()]));
        (signature, digest)
    }
}

fn hash(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // A key of any length is good for this hash, so the other arm is never taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return [0; 32];
    };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn stretched(key: &[u8], label: &[u8], length: usize) -> Vec<u8> {
    (0_u32..)
        .flat_map(|block| hash(key, &[label, &block.to_be_bytes()]))
        .take(length)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/providers/Microsoft.ScVmm/locations/WESTEUROPE/operationStatuses/a*B";

    #[test]
    fn the_parameters_have_the_recorded_lengths() {
        let query = Query::parse(Some(&Signer::new(1).query(
            PATH,
            "2023-10-07",
            638_771_328_458_952_384,
        )));
        let length = |name| query.get(name).unwrap().len();
        assert_eq!(
            [length("t"), length("c"), length("s"), length("h")],
            [18, 2615, 342, 43]
        );
    }

    #[test]
    fn an_unaltered_address_is_good_whatever_the_letter_case_of_the_path() {
        let signer = Signer::new(1);
        let query = Query::parse(Some(&signer.query(PATH, "2023-10-07", 7)));
        assert!(signer.verify(&PATH.to_lowercase(), &query));
        assert!(signer.verify(&format!("/{PATH}"), &query));
        assert!(!Signer::new(2).verify(PATH, &query));
    }

    #[test]
    fn any_change_spoils_an_address() {
        let signer = Signer::new(1);
        let good = signer.query(PATH, "2023-10-07", 638_771_328_458_952_384);
        for (from, to) in [
            ("t=6", "t=7"),
            ("2023-10-07", "2024-06-01"),
            ("&h=", "&h=x"),
            ("&s=", "&s=x"),
            ("&c=", "&c=x"),
        ] {
            let altered = good.replace(from, to);
            assert_ne!(altered, good);
            assert!(
                !signer.verify(PATH, &Query::parse(Some(&altered))),
                "{from} to {to}"
            );
        }
        assert!(!signer.verify(&PATH.replace('*', "%2A"), &Query::parse(Some(&good))));
        assert!(!signer.verify(PATH, &Query::parse(Some("api-version=2023-10-07"))));
    }
}
