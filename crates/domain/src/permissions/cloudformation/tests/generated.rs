//! Manifests that nobody wrote: whatever they hold, the template says the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::deploy::{Launch, Outcome, role};
use crate::{
    Partition,
    permissions::{
        ActionName, Capability, Manifest, Scope,
        cloudformation::{Template, api_access},
        testing::{read_action, sentence},
    },
};

type Entry = (Option<String>, String, bool);

fn entries() -> impl Strategy<Value = BTreeMap<ActionName, Entry>> {
    let entry = (prop::option::of(sentence()), sentence(), any::<bool>());
    prop::collection::btree_map(read_action(), entry, 1..8)
}

fn file(title: &str, entries: &BTreeMap<ActionName, Entry>) -> Outcome<String> {
    let quote = |text: &str| toml::Value::from(text).to_string();
    let mut text = format!("title = {0}\npurpose = {0}\n", quote(title));
    for (action, (why_any, reason, conditional)) in entries {
        text += &format!(
            "[[actions]]\naction = \"{action}\"\nprobe = \"safe\"\nreason = {}\n",
            quote(reason)
        );
        text += &match why_any {
            Some(why) => format!("resources = [\"any\"]\nwhy_any = {}\n", quote(why)),
            None => "resources = [\"self-role\"]\n".to_owned(),
        };
        if *conditional {
            text += "conditions = [{ operator = \"StringEquals\", key = \"aws:RequestedRegion\", values = [\"${x}*\"] }]\n";
        }
    }
    Ok(text)
}

/// Every (capability, action, on any resource, under a condition) of the deployed role.
fn granted(template: &Template) -> Outcome<BTreeSet<(String, String, bool, bool)>> {
    let role = role(template, &Launch::sample(Partition::Aws)?)?;
    let mut all = BTreeSet::new();
    for policy in role["Policies"].as_array().ok_or("no policies")? {
        let name = policy["PolicyName"].as_str().ok_or("no name")?;
        for statement in policy["PolicyDocument"]["Statement"]
            .as_array()
            .ok_or("no statements")?
        {
            let any = statement["Resource"] == "*";
            let conditional = statement.get("Condition").is_some();
            for action in statement["Action"].as_array().ok_or("no actions")? {
                let action = action.as_str().ok_or("no action")?;
                let new = all.insert((name.to_owned(), action.to_owned(), any, conditional));
                assert!(new, "{action} twice");
            }
        }
    }
    Ok(all)
}

fn wanted(manifest: &Manifest) -> BTreeSet<(String, String, bool, bool)> {
    let of = |permission: &crate::permissions::Permission| {
        let ending = if permission.reads_tags { "-tags" } else { "" };
        let name = format!("landfast-{}{ending}", permission.id.capability());
        let any = matches!(permission.scope, Scope::Any { .. });
        (
            name,
            permission.action().to_string(),
            any,
            !permission.conditions.is_empty(),
        )
    };
    manifest.permissions().map(of).collect()
}

proptest! {
    #[test]
    fn the_template_grants_what_the_manifest_says(title in sentence(), one in entries(), other in entries()) {
        let check = || -> Outcome {
            let files = [file(&title, &one)?, file(&title, &other)?];
            let manifest = Manifest::read(|capability| match capability {
                Capability::Identity => &files[0],
                _ => &files[1],
            })?;
            let template = api_access(&manifest);
            assert_eq!(granted(&template)?, wanted(&manifest), "{}", template.body);
            assert_eq!(template, api_access(&manifest), "not the same twice");
            Ok(())
        };
        check().map_err(|why| TestCaseError::fail(why.to_string()))?;
    }
}
