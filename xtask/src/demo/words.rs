//! What the demo says when it is ready.

use crate::demo::record::Record;

/// How to sign in and what there is to register.
pub fn ready(record: &Record, again: bool) -> String {
    let Record {
        url,
        email,
        password,
        console_url,
        payer,
        linked,
        standalone,
        ..
    } = record;
    let linked = linked.join(", ");
    let note = if again { AGAIN } else { "" };
    format!(
        "
Landfast         {url}
  e-mail         {email}
  password       {password}
Simulated AWS    {console_url}   (its console; choose the account you are signed in to)

Accounts to register:
  payer          {payer}
  linked to it   {linked}
  standalone     {standalone}

All of this, and a token for the API, is in .demo/demo.json. Control-C stops the demo.
{note}"
    )
}

/// The simulated AWS is made anew at each start, always the same; the database is kept.
const AGAIN: &str = "
The database of the last demo is still there, but the simulated AWS starts from its beginning at
each start: the stacks of the last demo are gone. The next check of an account registered then says
that its role is missing; launch its stack again, or start over with --fresh.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::record::tests::record;

    #[test]
    fn a_person_learns_all_that_is_needed_but_not_the_token() {
        let text = ready(&record(), false);
        for part in [
            "http://127.0.0.1:8420",
            "a@b.example",
            "word",
            "012345678901",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("lft_x"), "{text}");
        assert!(ready(&record(), true).contains("--fresh"));
    }
}
