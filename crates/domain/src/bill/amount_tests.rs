use proptest::prelude::*;

use super::{Amount, Fixed, Overflow, Quantity, UnreadableNumber};

fn read(text: &str) -> String {
    match Amount::parse(text.as_bytes()) {
        Ok(parsed) if parsed.rounded => format!("{} rounded", parsed.value),
        Ok(parsed) => parsed.value.to_string(),
        Err(why) => why.to_string(),
    }
}

#[test]
fn what_texts_mean() {
    for (text, means) in [
        ("0", "0"),
        ("-0.0", "0"),
        ("4064.4831315379", "4064.4831315379"),
        ("1.81E-8", "0.0000000181"),
        ("6.123e-07", "0.0000006123"),
        ("1E+3", "1000"),
        ("-12.50", "-12.5"),
        ("+.5", "0.5"),
        ("5.", "5"),
        ("0.000000000001", "0.000000000001"),
        ("0.0000000000005", "0 rounded"),
        (
            "0.00000000000050000000000000000000000000000000000001",
            "0.000000000001 rounded",
        ),
        ("0.0000000000015", "0.000000000002 rounded"),
        ("0.0000000000025", "0.000000000002 rounded"),
        ("-0.0000000000015", "-0.000000000002 rounded"),
        ("0.0000002500000", "0.00000025"),
        ("1E-400", "0 rounded"),
        ("0E-99999999999999999999", "0"),
        ("4999999.12345678", "4999999.12345678"),
        (
            "99999999999999999999999999.999999999999",
            "99999999999999999999999999.999999999999",
        ),
        (
            "100000000000000000000000000",
            "a number of more than 38 digits",
        ),
        ("1E99999999999999999999", "a number of more than 38 digits"),
        ("", "not a decimal number"),
        ("-", "not a decimal number"),
        (".", "not a decimal number"),
        ("1E", "not a decimal number"),
        ("E5", "not a decimal number"),
        ("1.2.3", "not a decimal number"),
        (" 1", "not a decimal number"),
        ("1,5", "not a decimal number"),
        ("NaN", "not a decimal number"),
        ("0x10", "not a decimal number"),
        ("٣", "not a decimal number"),
    ] {
        assert_eq!(read(text), means, "{text:?}");
    }
}

#[test]
fn what_doubles_mean() {
    for (double, means) in [
        (0.1, "0.1"),
        (1.81e-8, "0.0000000181"),
        (-131.473_972_6, "-131.4739726"),
        (4_999_999.123_456_78, "4999999.12345678"),
        (1e-12, "0.000000000001"),
    ] {
        let parsed = Amount::of_double(double).unwrap();
        assert_eq!(
            (parsed.value.to_string().as_str(), parsed.rounded),
            (means, false)
        );
    }
    // Not what AWS writes: a sum of floats.
    assert!(Amount::of_double(0.1 + 0.2).unwrap().rounded);
    assert_eq!(Amount::of_float(0.1).unwrap().value.to_string(), "0.1");
    for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(Amount::of_double(none), Err(UnreadableNumber::NotANumber));
    }
    assert_eq!(Amount::of_double(1e300), Err(UnreadableNumber::TooLarge));
    let scaled = Amount::of_scaled(-1_234_567, 20).unwrap();
    assert_eq!((scaled.value, scaled.rounded), (Amount::ZERO, true));
    let scaled = Amount::of_scaled(-1_234_567, 2).unwrap();
    assert_eq!(scaled.value.to_string(), "-12345.67");
}

#[test]
fn sums_never_wrap() {
    let most = Amount::from_units(10_i128.pow(38) - 1).unwrap();
    let least = Amount::ZERO.minus(most).unwrap();
    let unit = Amount::from_units(1).unwrap();
    assert_eq!(most.plus(unit), Err(Overflow));
    assert_eq!(least.minus(unit), Err(Overflow));
    assert_eq!(most.plus(least), Ok(Amount::ZERO));
    assert_eq!(Amount::from_units(i128::MIN), Err(Overflow));
    assert_eq!(most.share(most, unit), Err(Overflow));
    assert_eq!(most.share(unit, Amount::ZERO), Ok(None));
}

proptest! {
    #[test]
    fn shown_is_read_again(units in -(10_i128.pow(38) - 1)..10_i128.pow(38)) {
        let amount = Amount::from_units(units).unwrap();
        let parsed = Amount::parse(amount.to_string().as_bytes()).unwrap();
        prop_assert_eq!((parsed.value, parsed.rounded), (amount, false));
        let quantity = Quantity::from_units(units).unwrap();
        prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Amount>(&json).unwrap(), amount);
    }

    /// Fifteen digits are what a double keeps of any decimal.
    #[test]
    fn a_double_keeps_what_was_written(digits in -999_999_999_999_999_i64..=999_999_999_999_999, down in 0_u32..=12) {
        let exact = Amount::parse(format!("{digits}E-{down}").as_bytes()).unwrap();
        let double: f64 = format!("{digits}E-{down}").parse().unwrap();
        prop_assert_eq!(Amount::of_double(double).unwrap(), exact);
        prop_assert!(!exact.rounded);
    }

    /// Plain and E-notation say the same, wherever the point is.
    #[test]
    fn both_notations_agree(whole in 0_u64.., fraction in "[0-9]{1,12}", shift in 0_i32..30) {
        let plain = Amount::parse(format!("{whole}.{fraction}").as_bytes()).unwrap();
        let length = i32::try_from(fraction.len()).unwrap();
        let zeros = "0".repeat(usize::try_from(shift).unwrap());
        let moved = format!("{whole}{fraction}{zeros}E{}", -length - shift);
        prop_assert_eq!(Amount::parse(moved.as_bytes()).unwrap(), plain);
    }

    #[test]
    fn nothing_makes_it_stop(text in ".{0,60}", number in "[-+]?[0-9]{0,60}\\.?[0-9]{0,60}([eE][-+]?[0-9]{0,25})?") {
        let _ = (Amount::parse(text.as_bytes()), Quantity::parse(text.as_bytes()));
        if let Ok(parsed) = Fixed::<0>::parse(number.as_bytes()) {
            prop_assert!(parsed.value.units().unsigned_abs() < 10_u128.pow(38));
        }
    }

    #[test]
    fn a_share_of_percent_is_exact(units in -(10_i128.pow(20))..10_i128.pow(20), whole in 1_i128..10_i128.pow(20), percent in 0_i128..=100) {
        let of = |units: i128| Amount::from_units(units).unwrap();
        let share = of(units * 100).share(of(whole * percent), of(whole * 100)).unwrap().unwrap();
        prop_assert_eq!((share.value, share.rounded), (of(units * percent), false));
    }
}
