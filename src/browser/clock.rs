//! Times for the eye, in the reader's own language and zone.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

use super::timer::now_ms;

const HALF_A_DAY_MS: u64 = 12 * 60 * 60 * 1_000;

/// The time of day, such as `23:04:12`.
pub fn time_of_day(ms: u64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    date.to_locale_time_string("default").into()
}

/// Date and time to the minute, such as `21 Nov 2026, 23:04`.
pub fn date_and_time(ms: u64) -> String {
    styled(ms, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// A moment of the past, such as `21:40`; with its date if it is half a day ago or more.
pub fn moment(ms: u64) -> String {
    if now_ms().saturating_sub(ms) < HALF_A_DAY_MS {
        styled(ms, &[("timeStyle", "short")])
    } else {
        date_and_time(ms)
    }
}

fn styled(ms: u64, styles: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in styles {
        // Setting a property of an object that was just made cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    Date::new(&JsValue::from_f64(ms as f64))
        .to_locale_string("default", &options)
        .into()
}

/// Date and time that sort as text and hold only characters that any service takes in a name: `2026-11-21 23.04`.
pub fn stamp(ms: u64) -> String {
    let date = Date::new(&JsValue::from_f64(ms as f64));
    let two = |number: u32| {
        if number < 10 {
            format!("0{number}")
        } else {
            number.to_string()
        }
    };
    format!(
        "{}-{}-{} {}.{}",
        date.get_full_year(),
        two(date.get_month() + 1),
        two(date.get_date()),
        two(date.get_hours()),
        two(date.get_minutes())
    )
}
