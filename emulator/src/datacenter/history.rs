//! When the checkpoints that exist from the beginning were taken: some time in the last year, in the order in which they
//! stand in the list.

use super::machine::Machine;
use crate::guid;
use time::{Duration, OffsetDateTime};

const DAY: u32 = 24 * 60 * 60;

/// Dates a machine's checkpoints. The moments follow from the machine's name, so that they leave the drawn estate as it is.
pub fn date(machine: &mut Machine, now: OffsetDateTime) {
    let Some(instance) = machine.instance.as_mut() else {
        return;
    };
    // VMM's database keeps three decimals (recorded: `14:19:48.883`).
    let now = now.replace_nanosecond(0).unwrap_or(now);
    let list = &mut instance.record.checkpoints.list;
    let mut ages: Vec<u32> = (0..list.len())
        .map(|number| 3 * DAY + drawn(&machine.name, "age", number) % (362 * DAY))
        .collect();
    ages.sort_unstable_by(|a, b| b.cmp(a));
    for (number, (checkpoint, age)) in list.iter_mut().zip(ages).enumerate() {
        let milliseconds = drawn(&machine.name, "milliseconds", number) % 1000;
        let added = now
            - Duration::seconds(i64::from(age))
            - Duration::milliseconds(i64::from(milliseconds));
        checkpoint.vmm.added = added;
        checkpoint.vmm.modified = match drawn(&machine.name, "described later", number) % 4 {
            0 => added + Duration::milliseconds(391_270),
            _ => added + Duration::milliseconds(230),
        };
    }
}

fn drawn(machine: &str, purpose: &str, number: usize) -> u32 {
    let bytes = guid::derived(&["history", machine, purpose, &number.to_string()]).into_bytes();
    let [a, b, c, d, ..] = bytes;
    u32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use crate::datacenter::Datacenter;
    use time::{Duration, macros::datetime};

    #[test]
    fn checkpoints_are_dated_in_their_order_and_within_the_last_year() {
        let now = datetime!(2026-03-10 08:00 UTC);
        let datacenter = Datacenter::new(1, 300, now);
        let mut seen = 0;
        for machine in datacenter.machines() {
            let Some(instance) = &machine.instance else {
                continue;
            };
            let list = &instance.record.checkpoints.list;
            assert!(list.is_sorted_by_key(|checkpoint| checkpoint.vmm.added));
            for checkpoint in list {
                let age = now - checkpoint.vmm.added;
                assert!(
                    age >= Duration::days(3) && age < Duration::days(366),
                    "{age}"
                );
                assert!(
                    checkpoint.vmm.modified > checkpoint.vmm.added && checkpoint.vmm.modified < now
                );
                seen += 1;
            }
        }
        assert!(seen > 200);
    }
}
