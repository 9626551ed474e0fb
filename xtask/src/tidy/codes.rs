//! Every code that a person can meet has a page in docs/codes/, every page has a code, and the index
//! of the documents lists every page.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{finding::Finding, tree::SourceFile};

const RULE: &str = "codes";
const DOCUMENT: &str = "openapi/landfast-v1.json";
const PAGES: &str = "docs/codes";
const INDEX: &str = "docs/README.md";
/// The closed enums of the OpenAPI document.
const SCHEMAS: [&str; 4] = [
    "ProblemCode",
    "ActivationReason",
    "CheckCode",
    "IdentityTrap",
];
/// What a finding says more exactly: may have a page, need not.
const MAY: [&str; 1] = ["Mistake"];
/// Pages that explain a family of codes, or all of them.
const NOT_A_CODE: [&str; 2] = ["README", "permission"];

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    let Some(document) = files.iter().find(|file| file.path == DOCUMENT) else {
        return vec![Finding::new(
            RULE,
            DOCUMENT,
            0,
            "is missing: run `cargo xtask gen`",
        )];
    };
    match codes(&document.text) {
        Ok(codes) => {
            let pages = pages(files);
            let index = files.iter().find(|file| file.path == INDEX);
            let index = index.map_or("", |file| file.text.as_str());
            let mut found = compare(&codes, &pages);
            found.extend(unlisted(index, &pages));
            found
        }
        Err(text) => vec![Finding::new(RULE, DOCUMENT, 0, text)],
    }
}

/// The codes of the API.
#[derive(Debug, Default)]
struct Codes {
    must: BTreeSet<String>,
    may: BTreeSet<String>,
}

fn compare(codes: &Codes, pages: &BTreeSet<&str>) -> Vec<Finding> {
    let lacking = codes
        .must
        .iter()
        .filter(|code| !pages.contains(code.as_str()));
    let missing = lacking.map(|code| {
        let text = "is missing: meaning, likely causes, how to fix it, how to check by hand";
        Finding::new(RULE, &page(code), 0, text)
    });
    let known = |name: &str| codes.must.contains(name) || codes.may.contains(name);
    let orphans = pages.iter().filter(|name| !known(name)).map(|name| {
        let text = "explains a code that the API does not have: remove it, or rename it";
        Finding::new(RULE, &page(name), 0, text)
    });
    missing.chain(orphans).collect()
}

/// Pages to which the index has no link.
fn unlisted<'a>(index: &'a str, pages: &'a BTreeSet<&str>) -> impl Iterator<Item = Finding> + 'a {
    let lacking = pages
        .iter()
        .filter(|name| !index.contains(&format!("(codes/{name}.md)")));
    lacking.map(|name| {
        let text = format!("does not list codes/{name}.md: readers look there first");
        Finding::new(RULE, INDEX, 0, text)
    })
}

fn page(code: &str) -> String {
    format!("{PAGES}/{code}.md")
}

fn pages(files: &[SourceFile]) -> BTreeSet<&str> {
    let names = files
        .iter()
        .filter_map(|file| file.path.strip_prefix(PAGES)?.strip_prefix('/'));
    names
        .filter_map(|name| name.strip_suffix(".md"))
        .filter(|name| !NOT_A_CODE.contains(name))
        .collect()
}

fn codes(document: &str) -> Result<Codes, String> {
    let document: Value =
        serde_json::from_str(document).map_err(|error| format!("is no JSON: {error}"))?;
    let schema = |name: &str| document.pointer(&format!("/components/schemas/{name}"));
    let mut codes = Codes::default();
    for name in SCHEMAS {
        let found = schema(name).map(values).filter(|values| !values.is_empty());
        codes
            .must
            .extend(found.ok_or_else(|| format!("expected the string enum {name}, found none"))?);
    }
    codes
        .may
        .extend(MAY.iter().filter_map(|name| schema(name)).flat_map(values));
    Ok(codes)
}

/// `enum: [...]`, or the variants of a `oneOf` that carry their own descriptions.
fn values(schema: &Value) -> Vec<String> {
    let list = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let plain = list("enum").filter_map(Value::as_str).map(str::to_owned);
    let constant = schema
        .get("const")
        .and_then(Value::as_str)
        .map(str::to_owned);
    plain
        .chain(constant)
        .chain(list("oneOf").flat_map(values))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"components": {"schemas": {
        "ProblemCode": {"type": "string", "enum": ["not_found", "account_id_taken"]},
        "ActivationReason": {"type": "string", "enum": ["gave_up"]},
        "CheckCode": {"oneOf": [{"type": "string", "enum": ["account_matches"]}]},
        "IdentityTrap": {"type": "string", "enum": ["clock_off"]},
        "Mistake": {"type": "string", "enum": ["role_deleted", "trusts_everybody"]}
    }}}"#;

    fn texts(document: &str, pages: &[&str]) -> Vec<String> {
        let page = |name: &&str| SourceFile::new(&format!("docs/codes/{name}.md"), "# a");
        let mut files: Vec<_> = pages.iter().map(page).collect();
        let links = pages.iter().map(|name| format!("- [a](codes/{name}.md)\n"));
        files.push(SourceFile::new(INDEX, &links.collect::<String>()));
        files.push(SourceFile::new(DOCUMENT, document));
        check(&files).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn pages_and_codes_match() {
        let all = [
            "not_found",
            "account_id_taken",
            "account_matches",
            "clock_off",
            "gave_up",
            "role_deleted",
            "README",
        ];
        assert_eq!(texts(TWO, &all), [""; 0]);
    }

    #[test]
    fn a_missing_page_and_an_orphan_are_found() {
        let found = texts(
            TWO,
            &[
                "not_found",
                "account_matches",
                "clock_off",
                "gave_up",
                "gone",
            ],
        );
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("docs/codes/account_id_taken.md: [codes] is missing"));
        assert!(found[1].starts_with("docs/codes/gone.md: [codes] explains a code"));
    }

    #[test]
    fn a_page_that_the_index_does_not_list_is_found() {
        let pages = ["not_found", "clock_off"].into();
        let found: Vec<_> = unlisted("see [x](codes/not_found.md)", &pages)
            .map(|finding| finding.to_string())
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("codes/clock_off.md"), "{found:?}");
    }

    #[test]
    fn an_empty_document_does_not_pass() {
        assert!(texts("{}", &[])[0].contains("ProblemCode"));
        assert!(check(&[])[0].text.contains("cargo xtask gen"));
    }
}
