//! A folder in which Terraform deploys the module into one account.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;

use super::{program::Program, world::World};
use crate::{
    error::{Error, Result},
    shell::shown,
};

pub struct Workspace<'a> {
    world: &'a World,
    program: &'a Program,
    folder: PathBuf,
    account: String,
    pub token: String,
}

/// How a run of Terraform ended, with all that it said.
pub struct Ran {
    pub code: Option<i32>,
    pub said: String,
}

impl<'a> Workspace<'a> {
    /// `call` is the module's, as HCL.
    pub fn new(world: &'a World, program: &'a Program, account: &str, call: &str) -> Result<Self> {
        let folder = world.folder.join(account);
        fs::create_dir_all(&folder).map_err(Error::file("make", &folder))?;
        let workspace = Self {
            world,
            program,
            folder,
            account: account.to_owned(),
            token: world.token.clone(),
        };
        workspace.write(call)?;
        program.init(&world.shell, &workspace.folder)?;
        Ok(workspace)
    }

    /// The same deployment with another call of the module.
    pub fn write(&self, call: &str) -> Result<()> {
        let text = format!(
            "provider \"aws\" {{\n  region      = \"us-east-1\"\n  max_retries = 2\n}}\n\n{call}\n\n\
             output \"role_arn\" {{\n  value = module.landfast.role_arn\n}}\n\n\
             output \"external_id\" {{\n  value = module.landfast.external_id\n}}\n",
        );
        let file = self.folder.join("main.tf");
        fs::write(&file, text).map_err(Error::file("write", &file))
    }

    /// The same after the call was written anew with other modules in it.
    pub fn init(&self) -> Result<()> {
        self.program.init(&self.world.shell, &self.folder)
    }

    /// Terraform, signed in to the account as its root user and to Landfast by the token.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = self.program.command(&self.world.shell, &self.folder);
        command.args(words).env("TF_HTTP_PASSWORD", &self.token);
        self.world.signed_in(&mut command, &self.account);
        command
    }

    pub fn run(&self, words: &[&str]) -> Result<Ran> {
        let mut command = self.command(words);
        let output = command.output().map_err(|source| Error::Start {
            command: shown(&command),
            source,
        })?;
        let ran = Ran::of(&output);
        self.world
            .shell
            .note(&format!("$ {}\n{}", shown(&command), ran.said))?;
        Ok(ran)
    }

    pub fn run_well(&self, words: &[&str]) -> Result<String> {
        let ran = self.run(words)?;
        match ran.code {
            Some(0) => Ok(ran.said),
            code => refused(format!(
                "terraform {} ended with {code:?}:\n{}",
                words.join(" "),
                ran.said
            )),
        }
    }

    pub fn apply(&self) -> Result<String> {
        self.run_well(&["apply", "-auto-approve"])
    }

    /// An error unless a plan finds nothing to do.
    pub fn nothing_to_do(&self) -> Result<()> {
        let ran = self.run(&["plan", "-detailed-exitcode"])?;
        match ran.code {
            Some(0) => Ok(()),
            code => refused(format!(
                "expected an empty plan (0), found {code:?}:\n{}",
                ran.said
            )),
        }
    }

    /// What a plan would change, by address; reading is no change.
    pub fn planned(&self) -> Result<Vec<(String, Value)>> {
        self.run_well(&["plan", "-out=plan"])?;
        let plan = self.json(&["show", "-json", "plan"])?;
        let changes = plan
            .at("/resource_changes")
            .as_array()
            .cloned()
            .unwrap_or_default();
        let real = changes.into_iter().filter(|one| {
            let actions = one
                .at("/change/actions")
                .as_array()
                .cloned()
                .unwrap_or_default();
            actions
                .iter()
                .any(|action| action != "no-op" && action != "read")
        });
        Ok(real
            .map(|one| {
                (
                    one.at("/address").as_str().unwrap_or_default().to_owned(),
                    one.at("/change").clone(),
                )
            })
            .collect())
    }

    pub fn json(&self, words: &[&str]) -> Result<Value> {
        let mut command = self.command(words);
        let said = self.world.shell.read(&mut command)?;
        serde_json::from_str(&said).map_err(Error::json(shown(&command)))
    }

    /// All that Terraform left in the folder: state, its backup, plans.
    pub fn left_behind(&self) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        for entry in fs::read_dir(&self.folder)
            .map_err(Error::file("read", &self.folder))?
            .flatten()
        {
            if entry.path().is_file() {
                all.extend(fs::read(entry.path()).map_err(Error::file("read", entry.path()))?);
            }
        }
        let shown = self.json(&["show", "-json"])?.to_string();
        let plan = self.json(&["show", "-json", "plan"])?.to_string();
        all.extend(shown.into_bytes());
        all.extend(plan.into_bytes());
        Ok(all)
    }
}

impl Ran {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            code: output.status.code(),
            said: text(&output.stdout) + &text(&output.stderr),
        }
    }
}

pub fn refused<T>(why: String) -> Result<T> {
    Err(Error::Refused(why))
}

/// An error that says both unless they are the same.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, expected: T) -> Result<()> {
    if found == expected {
        return Ok(());
    }
    refused(format!("{what}: expected {expected:?}, found {found:?}"))
}

/// Looking into JSON; what is not there is null.
pub trait At {
    fn at(&self, pointer: &str) -> &Value;
}

impl At for Value {
    fn at(&self, pointer: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        self.pointer(pointer).unwrap_or(NULL)
    }
}
