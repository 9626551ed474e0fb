use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

const VERSION: u64 = 1;

#[derive(Deserialize)]
struct Stamp {
    v: u64,
}

/// A value as `{"v":1, …}`: the version says how to read it once the form has changed.
pub(crate) fn pack<T: Serialize>(value: &T) -> Result<String, String> {
    match serde_json::to_value(value) {
        Ok(Value::Object(mut fields)) => {
            fields.insert("v".to_owned(), VERSION.into());
            Ok(Value::Object(fields).to_string())
        }
        Ok(_) => Err("only objects carry a version".to_owned()),
        Err(why) => Err(why.to_string()),
    }
}

/// # Errors
/// Says what does not fit, without repeating the text.
pub(crate) fn unpack<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let Stamp { v } = serde_json::from_str(text).map_err(|why| why.to_string())?;
    if v != VERSION {
        return Err(format!("expected version {VERSION}, found {v}"));
    }
    serde_json::from_str(text).map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests {
    use landfast_domain::step::{LockReason, StepState};

    use super::*;

    #[test]
    fn states_come_back_and_other_versions_do_not() {
        for state in [
            StepState::Open,
            StepState::Locked {
                why: LockReason::Coming,
            },
        ] {
            assert_eq!(unpack(&pack(&state).unwrap()), Ok(state));
        }
        assert_eq!(
            unpack::<StepState>(r#"{"v":2,"state":"open"}"#),
            Err("expected version 1, found 2".to_owned())
        );
        for text in [
            "",
            "{}",
            r#"{"v":1}"#,
            r#"{"v":1,"state":"flying"}"#,
            "[1]",
            "null",
        ] {
            assert!(unpack::<StepState>(text).is_err(), "{text}");
        }
    }
}
