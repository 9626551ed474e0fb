//! What may be named in one place only. cargo's manifests are checked by `arrows`; this finds what
//! came through a re-export, and spellings of AWS's names that hold in one partition only.

use super::{
    finding::Finding,
    rust_text::{code_lines, identifiers},
    tree::SourceFile,
};

const RULE: &str = "walls";

struct Wall {
    /// Beginnings of crates' names in code.
    names: &'static [&'static str],
    /// The folders that may have them.
    homes: &'static [&'static str],
    why: &'static str,
}

const WALLS: [Wall; 4] = [
    Wall {
        names: &[
            "aws_sdk_",
            "aws_config",
            "aws_smithy_",
            "aws_credential_types",
        ],
        homes: &["crates/aws"],
        why: "the AWS SDK stays behind crates/aws",
    },
    Wall {
        names: &["sea_orm", "sqlx"],
        homes: &["crates/store"],
        why: "SQL stays behind crates/store",
    },
    Wall {
        names: &["axum"],
        homes: &["crates/api", "crates/cli"],
        why: "routes are in crates/api, and crates/cli opens their port",
    },
    Wall {
        names: &["datafusion"],
        homes: &["crates/bills/src/ask"],
        why: "what answers questions about bills can be another engine some day",
    },
];

impl Wall {
    fn keeps_out(&self, word: &str, file: &SourceFile) -> bool {
        let named = self.names.iter().any(|name| word.starts_with(name));
        named && !self.homes.iter().any(|home| file.is_in(home))
    }
}

/// Built by the type Partition everywhere else, so that aws-us-gov and aws-cn work.
const PARTITION_WORDS: [&str; 2] = ["arn:aws:", "amazonaws.com"];
/// Words that are the same in every partition, and no hosts that are called: the audience of tokens for
/// STS, as whom SNS sends to a queue, and as whom AWS delivers bills. The files that are deployed hold them, because CloudFormation
/// and Terraform have no such constants.
const ALIKE: [&str; 4] = [
    "sts.amazonaws.com",
    "sns.amazonaws.com",
    "billingreports.amazonaws.com",
    "bcm-data-exports.amazonaws.com",
];
const PARTITION_FILE: &str = "crates/domain/src/aws/partition.rs";
const PARTITION_FOLDERS: [&str; 5] = [
    "crates",
    "web/src",
    "deploy/permissions",
    "deploy/cloudformation",
    "deploy/terraform",
];

pub fn check(files: &[SourceFile]) -> Vec<Finding> {
    let product = files
        .iter()
        .filter(|file| !file.is_test() && !file.is_generated());
    product
        .flat_map(|file| [crates(file), partitions(file)].concat())
        .collect()
}

fn crates(file: &SourceFile) -> Vec<Finding> {
    if !file.is_rust() || !file.is_in("crates") {
        return Vec::new();
    }
    let walled = |word: &str| WALLS.iter().find(|wall| wall.keeps_out(word, file));
    code_lines(&file.text)
        .flat_map(|(line, code)| identifiers(code).map(move |word| (line, word)))
        .filter_map(|(line, word)| {
            let text = format!("names {word}: {}", walled(word)?.why);
            Some(Finding::new(RULE, &file.path, line, text))
        })
        .collect()
}

fn partitions(file: &SourceFile) -> Vec<Finding> {
    let checked = PARTITION_FOLDERS.iter().any(|folder| file.is_in(folder));
    if !checked || file.path == PARTITION_FILE {
        return Vec::new();
    }
    code_lines(&file.text)
        .filter_map(|(line, code)| {
            let code = match file.is_in("deploy") {
                true => ALIKE
                    .iter()
                    .fold(code.to_owned(), |code, word| code.replace(word, "")),
                false => code.to_owned(),
            };
            let word = PARTITION_WORDS.iter().find(|word| code.contains(**word))?;
            let text =
                format!("`{word}` holds in one partition only: ask the type Partition for it");
            Some(Finding::new(RULE, &file.path, line, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&[SourceFile::new(path, text)]).len()
    }

    #[test]
    fn a_crate_is_named_at_home_only() {
        let text = "use aws_sdk_sts::Client;\n";
        assert_eq!(count("crates/aws/src/session.rs", text), 0);
        assert_eq!(count("crates/app/src/check.rs", text), 1);
        assert_eq!(
            count("crates/api/src/lib.rs", "use landfast_store::sqlx::Pool;"),
            1
        );
        assert_eq!(count("crates/store/src/seal.rs", "use aws_lc_rs::aead;"), 0);
        assert_eq!(
            count("crates/app/src/check.rs", "// why not sqlx: ...\n"),
            0
        );
        let text = "use datafusion::prelude::col;\n";
        assert_eq!(count("crates/bills/src/ask/plan.rs", text), 0);
        assert_eq!(count("crates/bills/src/keep/store.rs", text), 1);
    }

    #[test]
    fn a_partition_is_spelled_in_one_file_only() {
        let text = "let arn = format!(\"arn:aws:iam::{id}:root\");\n";
        assert_eq!(count(PARTITION_FILE, text), 0);
        assert_eq!(count("crates/domain/src/trust/mod.rs", text), 1);
        assert_eq!(count("crates/domain/src/trust/tests.rs", text), 0);
        assert_eq!(
            count("web/src/ui/link.ts", "const host = 'x.amazonaws.com'"),
            1
        );
        assert_eq!(count("docs/faq.md", "arn:aws:iam::1:root"), 0);
    }
}
