//! The permissions as a page for the people who decide whether to grant them.

use std::fmt::Write;

use super::{
    Capability, CapabilityManifest, Choices, Manifest, Permission, Probe, Scope, cloudformation,
    rules,
};

/// `docs/permissions.md`: what each action is for, and what the role cannot do.
#[must_use]
pub fn markdown(manifest: &Manifest) -> String {
    let version = cloudformation::api_access(manifest).version;
    let mut page = format!(
        "<!-- Made by `cargo xtask gen` from deploy/permissions/*.toml; changes here are overwritten. -->\n\n\
         # What Landfast may do in an AWS account\n\n\
         Landfast reaches an account through one IAM role. The CloudFormation stack that you launch makes that role, \
         and nothing else. This page lists every action the role has, version `{version}` of the template. \
         The template itself says the same, line by line: \
         [api-access.yaml](../deploy/cloudformation/api-access.yaml).\n"
    );
    page.push_str(WHO);
    page.push_str("\n## What it can do\n\nThe role is allowed these actions and no other, \
         and of these only what was chosen for the account: each heading says what switches it. (AWS also answers every \
         identity that asks who it is, `sts:GetCallerIdentity`; that needs no permission.)\n");
    for capability in manifest.capabilities() {
        page.push_str(&section(capability));
    }
    page.push_str(&cannot(manifest));
    page.push_str(CHECKS);
    page
}

const WHO: &str = "\n## Who can use the role\n\n\
    - Only the role or user that your Landfast runs as (the stack parameter `Principal`). The trust policy names its \
    AWS account and, by `aws:PrincipalArn`, that one identity in it.\n\
    - Only with the external id of this account: the stack parameter `ExternalId`, a colon and the account id. \
    Landfast mints it; it is never chosen by a person, and a stack launched in another account asks for another one.\n\
    - A session ends after one hour at the latest.\n\
    - The role may also be told on whose behalf it is used (`sts:SetSourceIdentity`). That name then stands in your \
    CloudTrail. It lets nobody use the role.\n\n\
    At every check Landfast calls the role without an external id and with a wrong one. If the role lets either call \
    in, Landfast refuses the role and does not keep it.\n";

const CHECKS: &str = "\n## See for yourself\n\n\
    ```sh\n\
    aws iam get-role --role-name ROLE_NAME                 # who can use it\n\
    aws iam list-role-policies --role-name ROLE_NAME       # one policy for each heading above\n\
    aws iam get-role-policy --role-name ROLE_NAME --policy-name landfast-identity\n\
    ```\n\n\
    `ROLE_NAME` is the stack parameter `RoleName`. Every call that Landfast makes as this role is in the account's \
    CloudTrail. To narrow the role further, give the stack a permissions boundary; a check then names each action that \
    the boundary takes away.\n\n\
    ## Take it back\n\n\
    Delete the stack. The role goes with it, and Landfast shows the account as unreachable at its next check. \
    Landfast itself deletes nothing in AWS. Removing the account there begins by saying what to delete, and ends when \
    every way in was tried and refused: [taking access back](removal.md).\n";

fn section(capability: &CapabilityManifest) -> String {
    let CapabilityManifest {
        capability,
        title,
        purpose,
        permissions,
    } = capability;
    let mut text = format!(
        "\n### {title}\n\n{purpose} {switch} Policy `landfast-{capability}`{more}.\n\n\
         | Action | On | What for | Tried at a check |\n|---|---|---|---|\n",
        title = cell(title),
        purpose = cell(purpose),
        switch = switch(*capability),
        more = if permissions.iter().any(|one| one.reads_tags) {
            format!("; what shows tags is in `landfast-{capability}-tags`")
        } else {
            String::new()
        },
    );
    for permission in permissions {
        let Permission { scope, reason, .. } = permission;
        let action = permission.action();
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| `{action}` | {on} | {reason} | {tried} |",
            on = cell(&on(scope, !permission.conditions.is_empty())),
            reason = cell(&reason_of(permission, reason)),
            tried = cell(&tried(permission)),
        );
    }
    text
}

/// What decides whether the role has the policy, and what holds where nobody chose.
fn switch(capability: Capability) -> String {
    let choices = Choices::default();
    match capability {
        Capability::Identity | Capability::Organization => "Always on.".to_owned(),
        Capability::TagWriting => format!(
            "On where the tag access is `write` (it is `{}` unless changed) and the stack parameter \
             `WritableTagKeys` lists keys.",
            choices.tag_access()
        ),
        chosen => format!(
            "A switch of each account; {} unless changed.",
            Choices::switch(choices.has(chosen))
        ),
    }
}

fn on(scope: &Scope, conditional: bool) -> String {
    let words = match scope {
        Scope::Any { why } => format!("{}: {why}", scope.in_words()),
        Scope::Only(_) => scope.in_words(),
    };
    if conditional {
        format!("{words}; under the conditions in the template")
    } else {
        words
    }
}

fn reason_of(permission: &Permission, reason: &str) -> String {
    if permission.reads_tags {
        format!("{reason} Not where the tag access is none.")
    } else {
        reason.to_owned()
    }
}

fn tried(permission: &Permission) -> String {
    let kinds = &permission.applies_to;
    match &permission.probe {
        Probe::None { why } => format!("no: {why}"),
        Probe::Safe if kinds.is_all() => "yes".to_owned(),
        Probe::Safe => {
            let words: Vec<&str> = kinds.iter().map(super::Kind::as_str).collect();
            format!(
                "in {} accounts; AWS does not answer it in others",
                words.join(" and ")
            )
        }
    }
}

fn cannot(manifest: &Manifest) -> String {
    let change = changes_nothing(manifest.permissions());
    format!("\n## What it cannot do\n\n- {change}\n{CANNOT}")
}

/// What a role that was made with these choices cannot do: one sentence each, in Markdown.
#[must_use]
pub fn cannot_with(manifest: &Manifest, choices: &Choices) -> Vec<String> {
    let change = changes_nothing(manifest.for_choices(choices));
    let others = CANNOT.lines().filter_map(|line| line.strip_prefix("- "));
    std::iter::once(change)
        .chain(others.map(str::to_owned))
        .collect()
}

fn changes_nothing<'a>(permissions: impl Iterator<Item = &'a Permission>) -> String {
    let writes: Vec<String> = permissions
        .filter(|permission| !rules::reads(permission.action()))
        .map(|permission| format!("`{}`", permission.action()))
        .collect();
    if writes.is_empty() {
        return "Create, change or delete anything. All of its actions only read.".to_owned();
    }
    format!(
        "Create, change or delete anything but tags, and those only where the tag access is write and \
         only under the keys that you list, by {}. All of its other actions only read.",
        writes.join(", ")
    )
}

/// Each line is a rule of `permissions/rules.rs` or `writes.rs`, and tried against the policies of every
/// choice in `permissions/escalation.rs`.
const CANNOT: &str = "\
    - Change itself: its trust, its policies, its boundary, its tags, or the stack that made it.\n\
    - Make or change users, roles, policies or access keys, pass a role to a service, or use another role.\n\
    - Read passwords, access tokens, or the values in Secrets Manager and Parameter Store.\n\
    - Read what is in a bucket, a table or a database, or the settings of functions in which people keep secrets.\n\
    - Enter linked accounts: `OrganizationAccountAccessRole` is an administrator there, so no right to it is ever here.\n\
    - Tag users, roles or policies, or write a tag key that policies decide by unless you list it.\n\
    - Use an action that this page does not name: there is no `*` in any of its actions.\n";

/// Text as one cell of a table, with nothing in it that Markdown or HTML would act on.
fn cell(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => out.extend(['\\', c]),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permissions::testing::{committed, entry};

    #[test]
    fn the_committed_page_is_current() -> Result<(), Box<dyn std::error::Error>> {
        let page = markdown(&Manifest::embedded()?);
        let file = committed("docs/permissions.md")?;
        assert_eq!(
            file, page,
            "docs/permissions.md is not what the manifest says; run `cargo xtask gen`"
        );
        Ok(())
    }

    #[test]
    fn the_page_names_every_action_with_its_reason() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let page = markdown(&manifest);
        for permission in manifest.permissions() {
            let (start, reason) = (
                format!("| `{}` |", permission.action()),
                cell(&permission.reason),
            );
            assert!(
                page.lines()
                    .any(|line| line.starts_with(&start) && line.contains(&reason))
            );
        }
        Ok(())
    }

    #[test]
    fn what_it_cannot_do_follows_the_choices() -> Result<(), Box<dyn std::error::Error>> {
        let manifest = Manifest::embedded()?;
        let reads = cannot_with(&manifest, &Choices::default());
        assert_eq!(
            reads.first().map(String::as_str),
            Some("Create, change or delete anything. All of its actions only read.")
        );
        let page = markdown(&manifest);
        for line in cannot_with(&manifest, &Choices::widest()) {
            assert!(page.contains(&format!("- {line}\n")), "{line}");
        }
        Ok(())
    }

    #[test]
    fn what_is_not_tried_says_why() -> Result<(), Box<dyn std::error::Error>> {
        let text = entry(
            "probe = \"none\"\nwhy_not_probed = \"it costs | money\"\napplies_to = [\"linked\"]",
        );
        let page = markdown(&Manifest::read(|_| &text)?);
        assert!(page.contains("| no: it costs \\| money |"), "{page}");
        Ok(())
    }

    #[test]
    fn text_cannot_leave_its_cell() {
        assert_eq!(
            cell("a|b <i> `c` & *d*"),
            "a\\|b &lt;i> \\`c\\` &amp; \\*d\\*"
        );
    }
}
