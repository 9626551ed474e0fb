use clap::ValueEnum;

/// The parts in the order they run: what answers soonest is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Part {
    Fmt,
    Tidy,
    Deny,
    UnusedDeps,
    Gen,
    Clippy,
    Rust,
    Postgres,
    Sim,
    S3,
    Templates,
    Terraform,
    Web,
    Bench,
    E2e,
}

impl Part {
    pub const ALL: [Self; 15] = [
        Self::Fmt,
        Self::Tidy,
        Self::Deny,
        Self::UnusedDeps,
        Self::Gen,
        Self::Clippy,
        Self::Rust,
        Self::Postgres,
        Self::Sim,
        Self::S3,
        Self::Templates,
        Self::Terraform,
        Self::Web,
        Self::Bench,
        Self::E2e,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Deny => "deny",
            Self::UnusedDeps => "unused-deps",
            Self::Gen => "gen",
            Self::Clippy => "clippy",
            Self::Rust => "rust",
            Self::Postgres => "postgres",
            Self::Sim => "sim",
            Self::S3 => "s3",
            Self::Templates => "templates",
            Self::Terraform => "terraform",
            Self::Web => "web",
            Self::Bench => "bench",
            Self::E2e => "e2e",
        }
    }

    pub const fn about(self) -> &'static str {
        match self {
            Self::Fmt => "Rust code is formatted",
            Self::Tidy => "rules of the repository: arrows, walls, budgets, a page per code",
            Self::Deny => "licences, banned crates, sources, known weaknesses",
            Self::UnusedDeps => "no dependency that nothing uses",
            Self::Gen => "generated files are what their sources say",
            Self::Clippy => "lints, on every target, warnings denied",
            Self::Rust => "unit and integration tests, on SQLite",
            Self::Postgres => "the store's contract tests on a PostgreSQL started for them",
            Self::Sim => "the simulated AWS: contract tests, types, lints",
            Self::S3 => "bills in a bucket of the simulated AWS that several servers share",
            Self::Templates => "CloudFormation templates pass cfn-lint",
            Self::Terraform => {
                "the Terraform module, deployed by the real Terraform to the simulated AWS"
            }
            Self::Web => "the console: types, lints, tests, build",
            Self::Bench => "the benchmarks still work, on tiny sizes; no figure is judged",
            Self::E2e => "browser tests of the real binary against the simulated AWS",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_runs_under_the_name_one_types() {
        assert_eq!(Part::value_variants(), Part::ALL);
        for part in Part::ALL {
            let typed = part.to_possible_value().unwrap();
            assert_eq!(typed.get_name(), part.name());
        }
    }
}
