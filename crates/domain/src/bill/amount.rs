//! Decimal numbers with a fixed number of decimals: no float is ever added up.
//!
//! AWS writes doubles, as text (`1.81E-8`) or as eight bytes. All that it writes are short decimals:
//! real bills have at most eleven decimals of money and fifteen of usage (facts gathered from real
//! bills of 2018 to 2024). The shortest decimal text of the double is therefore the exact amount.

use core::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

/// One more than the largest number of 38 digits, the most that a column of the store holds.
const LIMIT: u128 = 10_u128.pow(38);

/// A decimal number with `SCALE` decimals and at most 38 digits in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fixed<const SCALE: u32>(i128);

/// Money in the currency of its line: twelve decimals.
pub type Amount = Fixed<12>;
/// Usage in the unit of its line: eighteen decimals.
pub type Quantity = Fixed<18>;

/// A number that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parsed<const SCALE: u32> {
    pub value: Fixed<SCALE>,
    /// Whether the text had more decimals than are kept. It was rounded half to even then.
    pub rounded: bool,
}

/// Why a number could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableNumber {
    #[error("not a decimal number")]
    NotANumber,
    #[error("a number of more than 38 digits")]
    TooLarge,
}

/// A sum or a product of more than 38 digits: no bill has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sum of more than 38 digits")]
pub struct Overflow;

impl<const SCALE: u32> Fixed<SCALE> {
    pub const ZERO: Self = Self(0);

    /// The number of `units` of the last decimal: what a column of decimals holds.
    ///
    /// # Errors
    /// [`Overflow`] for more than 38 digits.
    pub const fn from_units(units: i128) -> Result<Self, Overflow> {
        if units.unsigned_abs() < LIMIT {
            Ok(Self(units))
        } else {
            Err(Overflow)
        }
    }

    /// How many units of the last decimal it is.
    #[must_use]
    pub const fn units(self) -> i128 {
        self.0
    }

    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// # Errors
    /// [`Overflow`] for more than 38 digits.
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        // Two numbers of 38 digits each are within i128.
        Self::from_units(self.0.checked_add(other.0).ok_or(Overflow)?)
    }

    /// # Errors
    /// [`Overflow`] for more than 38 digits.
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        Self::from_units(self.0.checked_sub(other.0).ok_or(Overflow)?)
    }

    /// This number times `part` by `whole`, rounded half to even; `None` when `whole` is zero.
    ///
    /// # Errors
    /// [`Overflow`] for more than 38 digits, also in between.
    pub fn share(self, part: Self, whole: Self) -> Result<Option<Parsed<SCALE>>, Overflow> {
        if whole.0 == 0 {
            return Ok(None);
        }
        // The fraction is reduced first, so that what lies in between stays small.
        let common = gcd(part.0.unsigned_abs(), whole.0.unsigned_abs()).max(1);
        let (part_left, whole_left) = (
            part.0.unsigned_abs() / common,
            whole.0.unsigned_abs() / common,
        );
        let product = self.0.unsigned_abs().checked_mul(part_left);
        let (units, rounded) = divided(product.ok_or(Overflow)?, whole_left, false);
        let is_negative = (self.0 < 0) ^ (part.0 < 0) ^ (whole.0 < 0);
        let value = Self::signed(units, is_negative).ok_or(Overflow)?;
        Ok(Some(Parsed { value, rounded }))
    }

    /// Reads a number in plain or in E-notation, as AWS writes both.
    ///
    /// # Errors
    /// [`UnreadableNumber`] for all other text, also with blanks, and for too many digits.
    pub fn parse(text: &[u8]) -> Result<Parsed<SCALE>, UnreadableNumber> {
        let (is_negative, digits) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            _ => (false, text),
        };
        let number = Mantissa::read(digits)?;
        let power = i64::from(SCALE) + number.exponent;
        let (units, rounded) = number.scaled(power)?;
        let value = Self::signed(units, is_negative).ok_or(UnreadableNumber::TooLarge)?;
        Ok(Parsed { value, rounded })
    }

    /// Takes the shortest decimal text that means this double, which is the amount that was written.
    ///
    /// # Errors
    /// [`UnreadableNumber`] for what is no number, and for too many digits.
    pub fn of_double(double: f64) -> Result<Parsed<SCALE>, UnreadableNumber> {
        Self::of_shown(format_args!("{double:e}"))
    }

    /// The same of a float of four bytes.
    ///
    /// # Errors
    /// [`UnreadableNumber`] for what is no number, and for too many digits.
    pub fn of_float(float: f32) -> Result<Parsed<SCALE>, UnreadableNumber> {
        Self::of_shown(format_args!("{float:e}"))
    }

    /// Takes `units` of a decimal with `scale` decimals, as columns of decimals have them.
    ///
    /// # Errors
    /// [`UnreadableNumber`] for too many digits.
    pub fn of_scaled(units: i128, scale: i8) -> Result<Parsed<SCALE>, UnreadableNumber> {
        let number = Mantissa {
            value: units.unsigned_abs(),
            exponent: 0,
            dropped: false,
        };
        let (left, rounded) = number.scaled(i64::from(SCALE) - i64::from(scale))?;
        let value = Self::signed(left, units < 0).ok_or(UnreadableNumber::TooLarge)?;
        Ok(Parsed { value, rounded })
    }

    fn of_shown(shown: fmt::Arguments<'_>) -> Result<Parsed<SCALE>, UnreadableNumber> {
        let mut text = Short::default();
        text.write_fmt(shown)
            .map_err(|_| UnreadableNumber::NotANumber)?;
        Self::parse(text.as_bytes())
    }

    fn signed(units: u128, is_negative: bool) -> Option<Self> {
        let units = i128::try_from(units).ok()?;
        Self::from_units(if is_negative { -units } else { units }).ok()
    }
}

/// Digits without their point: `value` times ten to the power of `exponent`.
struct Mantissa {
    value: u128,
    exponent: i64,
    /// Whether digits that are not zero were left out at the end.
    dropped: bool,
}

impl Mantissa {
    /// No number of a bill has an exponent near this; it keeps sums of exponents small.
    const EXPONENT: i64 = 100_000;

    fn read(text: &[u8]) -> Result<Self, UnreadableNumber> {
        let mut found = Self {
            value: 0,
            exponent: 0,
            dropped: false,
        };
        let (mut digits, mut is_fraction) = (0_usize, false);
        let mut rest = text;
        while let [byte, after @ ..] = rest {
            match byte {
                b'0'..=b'9' => {
                    found.push(byte - b'0', is_fraction);
                    digits += 1;
                }
                b'.' if !is_fraction => is_fraction = true,
                b'e' | b'E' if digits > 0 => {
                    found.exponent += exponent(after)?;
                    return Ok(found);
                }
                _ => return Err(UnreadableNumber::NotANumber),
            }
            rest = after;
        }
        if digits == 0 {
            return Err(UnreadableNumber::NotANumber);
        }
        Ok(found)
    }

    fn push(&mut self, digit: u8, is_fraction: bool) {
        if self.value >= LIMIT / 10 {
            self.dropped |= digit != 0;
            self.exponent += i64::from(!is_fraction);
            return;
        }
        self.value = self.value * 10 + u128::from(digit);
        self.exponent -= i64::from(is_fraction);
    }

    /// The value times ten to the power of `power`, and whether it was rounded.
    fn scaled(&self, power: i64) -> Result<(u128, bool), UnreadableNumber> {
        if self.value == 0 {
            return Ok((0, false));
        }
        let too_large = UnreadableNumber::TooLarge;
        let by = u32::try_from(power.unsigned_abs()).map_err(|_| too_large)?;
        let factor = 10_u128.checked_pow(by);
        if power >= 0 {
            if self.dropped {
                return Err(too_large);
            }
            let scaled = factor.and_then(|factor| self.value.checked_mul(factor));
            return Ok((scaled.ok_or(too_large)?, false));
        }
        // Below a half of the last decimal: a divisor that large does not exist.
        Ok(factor.map_or((0, true), |by| divided(self.value, by, self.dropped)))
    }
}

fn exponent(text: &[u8]) -> Result<i64, UnreadableNumber> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        _ => (1, text),
    };
    if digits.is_empty() {
        return Err(UnreadableNumber::NotANumber);
    }
    let mut found = 0_i64;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return Err(UnreadableNumber::NotANumber);
        }
        found = (found * 10 + i64::from(byte - b'0')).min(Mantissa::EXPONENT);
    }
    Ok(sign * found)
}

/// Divides and rounds half to even; `more`: something small was left out of `value` before.
fn divided(value: u128, by: u128, more: bool) -> (u128, bool) {
    let (whole, rest) = (
        value.checked_div(by).unwrap_or(0),
        value.checked_rem(by).unwrap_or(0),
    );
    let other = by - rest;
    let up = rest > other || (rest == other && (more || whole % 2 == 1));
    (whole + u128::from(up), rest != 0 || more)
}

const fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Text of a few characters, without an allocation.
#[derive(Default)]
struct Short {
    bytes: [u8; 32],
    length: usize,
}

impl Short {
    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        let room = self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl<const SCALE: u32> fmt::Display for Fixed<SCALE> {
    /// Plain notation, without zeros at the end: `4064.4831315379`, `0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10_u128.pow(SCALE);
        let (whole, mut rest) = (self.0.unsigned_abs() / one, self.0.unsigned_abs() % one);
        let mut text = whole.to_string();
        let mut width = SCALE as usize;
        while rest != 0 && rest.is_multiple_of(10) {
            rest /= 10;
            width -= 1;
        }
        if rest != 0 {
            write!(text, ".{rest:0width$}")?;
        }
        f.pad_integral(self.0 >= 0, "", &text)
    }
}

impl<const SCALE: u32> core::str::FromStr for Fixed<SCALE> {
    type Err = UnreadableNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text.as_bytes()).map(|parsed| parsed.value)
    }
}

impl<const SCALE: u32> Serialize for Fixed<SCALE> {
    /// As text: JSON's numbers are doubles to most readers.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const SCALE: u32> Deserialize<'de> for Fixed<SCALE> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
