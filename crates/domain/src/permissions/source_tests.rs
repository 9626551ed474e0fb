use super::*;
use crate::permissions::testing::entry;

const GOOD: &str = "probe = \"safe\"";

/// The first finding of an identity file, as a person reads it.
fn said(text: &str) -> String {
    let findings = read(Capability::Identity, text).err().unwrap_or_default();
    findings.first().map(Finding::to_string).unwrap_or_default()
}

#[test]
fn a_whole_entry() {
    let text = entry(
        "probe = \"none\"\nwhy_not_probed = \"It costs money.\"\napplies_to = [\"payer\", \"linked\"]\npartitions = [\"aws\"]\n\
         conditions = [{ operator = \"Bool\", key = \"aws:SecureTransport\", values = [\"true\"] }]",
    );
    let permission = read(Capability::Identity, &text)
        .unwrap()
        .permissions
        .remove(0);
    let expected = Permission {
        id: PermissionId::get_role(),
        scope: Scope::Only(vec![Resource::SelfRole]),
        conditions: vec![Condition {
            operator: ConditionOperator::Bool,
            key: "aws:SecureTransport".to_owned(),
            values: ConditionValues::Literal(vec!["true".to_owned()]),
        }],
        reads_tags: false,
        reason: "Reason.".to_owned(),
        applies_to: Kinds::of([Kind::Payer, Kind::Linked]).unwrap(),
        partitions: Partitions::of(&[Partition::Aws]).unwrap(),
        probe: Probe::None {
            why: "It costs money.".to_owned(),
        },
    };
    assert_eq!(permission, expected);
}

#[test]
fn what_is_left_out_means_every_kind_of_account() {
    let read = read(Capability::Identity, &entry(GOOD)).unwrap();
    assert!(read.permissions[0].applies_to.is_all());
    assert_eq!(
        (read.title.as_str(), read.purpose.as_str()),
        ("Title", "Purpose.")
    );
}

#[test]
fn every_fault_names_file_entry_and_cure() {
    let start = "deploy/permissions/identity.toml, entry 1 (";
    for (from, to, words) in [
        (
            "iam:GetRole",
            "iam:Get*",
            "wildcard; expected one action per entry",
        ),
        ("iam:GetRole", "iam:getRole", "as AWS spells it"),
        (
            "iam:GetRole",
            "iam:PutRolePolicy",
            "could change the role itself",
        ),
        (
            "iam:GetRole",
            "s3:PutObject",
            "no reading action; expected an operation that begins with Get",
        ),
        (
            "iam:GetRole",
            "sts:GetFederationToken",
            "hands out credentials",
        ),
        ("Reason.", " ", "`reason` is empty"),
        ("Reason.", "a\\nb", "`reason` is no single line"),
        ("Reason.", "a\\u202Eb", "`reason` is no single line"),
        (
            "[\"self-role\"]",
            "[]",
            "`resources` is empty; expected one of self-role, own-policies, ",
        ),
        (
            "self-role",
            "bucket",
            "`resources` holds \"bucket\"; expected one of self-role, own-policies, ",
        ),
        (
            "self-role\"",
            "self-role\", \"self-role\"",
            "`resources` holds \"self-role\" twice",
        ),
        (
            "self-role",
            "any",
            "`why_any` is missing; expected it when `resources` is any; add it",
        ),
        (
            "[\"self-role\"]",
            "[\"any\", \"self-role\"]\nwhy_any = \"x\"",
            "keep `any` or the others",
        ),
        (
            GOOD,
            "probe = \"safe\"\nwhy_any = \"x\"",
            "`why_any` stands there; expected it only when",
        ),
        (
            GOOD,
            "probe = \"maybe\"",
            "`probe` holds \"maybe\"; expected one of safe, none",
        ),
        (GOOD, "probe = \"none\"", "`why_not_probed` is missing"),
        (
            GOOD,
            "probe = \"safe\"\nwhy_not_probed = \"x\"",
            "`why_not_probed` stands there",
        ),
        (
            GOOD,
            "probe = \"safe\"\napplies_to = []",
            "`applies_to` is empty; expected one of payer, linked, standalone",
        ),
        (
            GOOD,
            "probe = \"safe\"\napplies_to = [\"root\"]",
            "`applies_to` holds \"root\"",
        ),
        (
            GOOD,
            "probe = \"safe\"\npartitions = [\"aws-moon\"]",
            "`partitions` holds \"aws-moon\"; expected one of aws, ",
        ),
    ] {
        let text = entry(GOOD).replace(from, to);
        let said = said(&text);
        assert!(
            said.starts_with(start) && said.contains(words),
            "{text}\n{said}"
        );
    }
}

#[test]
fn only_the_inventory_can_be_had_without_tags() {
    let text = |word: &str| entry(&format!("{GOOD}\ntags = \"{word}\""));
    let read = |word: &str| read(Capability::Inventory, &text(word));
    assert!(read("read").unwrap().permissions[0].reads_tags);
    let said = |findings: Vec<Finding>| findings[0].to_string();
    let write = said(read("write").err().unwrap_or_default());
    assert!(write.contains("`tags` holds \"write\"; expected one of read"));
    let elsewhere = said(
        super::read(Capability::Identity, &text("read"))
            .err()
            .unwrap_or_default(),
    );
    assert!(elsewhere.contains("expected it only when the capability is inventory"));
}

#[test]
fn faults_of_conditions() {
    let condition = r#"{ operator = "Bool", key = "aws:SecureTransport", values = ["true"] }"#;
    for (from, to, words) in [
        (
            "Bool",
            "BoolIfExists",
            "`operator` holds \"BoolIfExists\"; expected one of StringEquals",
        ),
        (
            "aws:SecureTransport",
            "SecureTransport",
            "the condition key \"SecureTransport\" is none",
        ),
        ("[\"true\"]", "[]", "`values` is empty"),
        ("[\"true\"]", "[\"a\", \"a\"]", "`values` holds \"a\" twice"),
        ("[\"true\"]", "[\"\"]", "`values` is empty"),
    ] {
        let text = entry(&format!(
            "{GOOD}\nconditions = [{}]",
            condition.replace(from, to)
        ));
        let said = said(&text);
        assert!(said.contains(words), "{text}\n{said}");
    }
    let both = condition.replace("values", "values_from = \"writable-tag-keys\", values");
    let both = entry(&format!("{GOOD}\nconditions = [{both}]"));
    assert!(said(&both).contains("`values_from` stands there; expected it only when there is no"));
    let twice = entry(&format!("{GOOD}\nconditions = [{condition}, {condition}]"));
    assert!(said(&twice).contains("`conditions` holds \"Bool aws:SecureTransport\" twice"));
}

#[test]
fn a_write_of_tags_is_bound_to_the_keys_that_the_owner_lists() {
    const KEYS: &str = r#"{ operator = "ForAllValues:StringEquals", key = "aws:TagKeys", values_from = "writable-tag-keys" }"#;
    const THERE: &str = r#"{ operator = "Null", key = "aws:TagKeys", values = ["false"] }"#;
    let both = format!("{KEYS}, {THERE}");
    let literal = both.replace("values_from = \"writable-tag-keys\"", "values = [\"team\"]");
    let absent = both.replace("false", "true");
    for (capability, action, conditions, words) in [
        (Capability::TagWriting, "ec2:CreateTags", both.as_str(), ""),
        (Capability::TagWriting, "tag:TagResources", "", ""),
        (
            Capability::TagWriting,
            "ec2:CreateTags",
            KEYS,
            "not bound to the listed tag keys",
        ),
        (
            Capability::TagWriting,
            "ec2:CreateTags",
            THERE,
            "not bound to the listed tag keys",
        ),
        (
            Capability::TagWriting,
            "ec2:CreateTags",
            &literal,
            "not bound to the listed tag keys",
        ),
        (
            Capability::TagWriting,
            "ec2:CreateTags",
            &absent,
            "not bound to the listed tag keys",
        ),
        (
            Capability::TagWriting,
            "iam:TagRole",
            both.as_str(),
            "could change the role itself",
        ),
        (
            Capability::Inventory,
            "ec2:CreateTags",
            both.as_str(),
            "expected it in tag-writing only",
        ),
        (
            Capability::Inventory,
            "iam:GetRole",
            KEYS,
            "not bound to the listed tag keys",
        ),
    ] {
        let text = entry(&format!("{GOOD}\nconditions = [{conditions}]"));
        let findings = read(capability, &text.replace("iam:GetRole", action)).err();
        let said = findings.map(|all| all[0].to_string()).unwrap_or_default();
        assert!(
            said.contains(words) && said.is_empty() == words.is_empty(),
            "{action}: {said}"
        );
    }
}

#[test]
fn faults_of_the_file() {
    let file = "deploy/permissions/identity.toml: ";
    for (text, words) in [
        (entry(GOOD).replace("Title", ""), "`title` is empty"),
        (
            entry(GOOD).replace("Purpose.", &"x".repeat(301)),
            "`purpose` is longer; expected one printable line of at most 300",
        ),
        (
            "title = \"t\"\npurpose = \"p\"".to_owned(),
            "there is no [[actions]] entry",
        ),
        (entry("prob = \"safe\""), "line 7: unknown field `prob`"),
        (entry(""), "line 3: missing field `probe`"),
        ("title = ".to_owned(), "line 1: "),
    ] {
        let said = said(&text);
        assert!(
            said.starts_with(file) && said.contains(words),
            "{text}\n{said}"
        );
    }
}

#[test]
fn all_entries_are_judged() {
    let again = entry(GOOD).replace("title = \"Title\"\npurpose = \"Purpose.\"\n", "");
    let text = [
        entry(GOOD),
        again,
        entry(GOOD)
            .replace("GetRole", "PassRole")
            .replace("title = \"Title\"\npurpose = \"Purpose.\"\n", ""),
    ]
    .concat();
    let findings = read(Capability::Identity, &text).err().unwrap_or_default();
    let numbers: Vec<usize> = findings
        .iter()
        .filter_map(|finding| finding.entry.as_ref())
        .map(|(n, _)| *n)
        .collect();
    assert_eq!(numbers, [2, 3]);
    assert!(
        findings[0]
            .to_string()
            .contains("entry 1 asks for the same action")
    );
}
