//! Two pictures, pixel by pixel.

use image::{Rgb, RgbImage};

/// How far a channel may be off, of 255: less than a tint that could be seen.
const NEAR: u8 = 8;

/// How many pixels in a million may be further off.
const IN_A_MILLION: usize = 20;

/// What two pictures do not share.
#[derive(Debug)]
pub struct Difference {
    /// How much it is, in words.
    pub words: String,
    /// The new picture, faded, with what differs in red.
    pub drawn: RgbImage,
}

/// What differs between two pictures; `None` when it is nothing that could be seen.
#[must_use]
pub fn difference(expected: &RgbImage, taken: &RgbImage) -> Option<Difference> {
    if expected.dimensions() != taken.dimensions() {
        let (width, height) = taken.dimensions();
        let (expected_width, expected_height) = expected.dimensions();
        return Some(Difference {
            words: format!(
                "{width} by {height} pixels instead of {expected_width} by {expected_height}"
            ),
            drawn: taken.clone(),
        });
    }
    let mut far = 0_usize;
    let mut drawn = taken.clone();
    for (pixel, other) in drawn.pixels_mut().zip(expected.pixels()) {
        let off = pixel
            .0
            .iter()
            .zip(other.0)
            .any(|(a, b)| a.abs_diff(b) > NEAR);
        far += usize::from(off);
        *pixel = if off {
            Rgb([220, 0, 0])
        } else {
            Rgb(pixel.0.map(|channel| 192 + channel / 4))
        };
    }
    let all = expected.pixels().len();
    (far * 1_000_000 > all * IN_A_MILLION).then(|| Difference {
        words: format!("{far} of {all} pixels differ"),
        drawn,
    })
}

#[cfg(test)]
mod tests {
    use super::difference;
    use image::{Rgb, RgbImage};

    fn grey() -> RgbImage {
        RgbImage::from_pixel(300, 300, Rgb([128, 128, 128]))
    }

    fn with_square(side: u32, colour: u8) -> RgbImage {
        let mut picture = grey();
        for x in 0..side {
            for y in 0..side {
                picture.put_pixel(x, y, Rgb([128, colour, 128]));
            }
        }
        picture
    }

    #[test]
    fn what_cannot_be_seen_is_no_difference() {
        assert!(difference(&grey(), &grey()).is_none());
        assert!(difference(&grey(), &with_square(100, 134)).is_none());
        assert!(difference(&grey(), &with_square(1, 0)).is_none());
    }

    #[test]
    fn a_few_pixels_of_another_colour_are_found_and_drawn() {
        let found = difference(&grey(), &with_square(2, 0)).unwrap();
        assert_eq!(found.words, "4 of 90000 pixels differ");
        assert_eq!(found.drawn.get_pixel(0, 0), &Rgb([220, 0, 0]));
        assert_eq!(found.drawn.get_pixel(9, 9), &Rgb([224, 224, 224]));
    }

    #[test]
    fn another_size_is_a_difference() {
        let found = difference(&grey(), &RgbImage::new(300, 299)).unwrap();
        assert!(
            found
                .words
                .contains("300 by 299 pixels instead of 300 by 300")
        );
    }
}
