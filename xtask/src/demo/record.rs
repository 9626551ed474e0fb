//! `.demo/demo.json`: how to reach the demo and sign in.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    demo::{operator::SignIn, simulator::Ready},
    error::{Error, Result},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub url: String,
    pub token: String,
    pub email: String,
    pub password: String,
    pub aws_endpoint: String,
    pub console_url: String,
    pub payer: String,
    pub linked: Vec<String>,
    pub standalone: String,
}

impl Record {
    pub fn new(port: u16, sign_in: SignIn, world: &Ready) -> Self {
        Self {
            url: format!("http://127.0.0.1:{port}"),
            token: sign_in.token,
            email: sign_in.email,
            password: sign_in.password,
            aws_endpoint: world.aws_endpoint.clone(),
            console_url: world.console_url.clone(),
            payer: world.payer.clone(),
            linked: world.linked.clone(),
            standalone: world.standalone.clone(),
        }
    }

    /// None when there was no demo before.
    pub fn read(path: &Path) -> Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(path).map_err(Error::file("read", path))?;
        serde_json::from_str(&text)
            .map(Some)
            .map_err(Error::json(path.display().to_string()))
    }

    /// In one step, and readable by its owner only from the first byte: it holds a password.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(Error::json("the demo's record"))?;
        let draft = path.with_extension("json.new");
        if draft.exists() {
            fs::remove_file(&draft).map_err(Error::file("remove", &draft))?;
        }
        let mut options = OpenOptions::new();
        let mut file = options
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&draft)
            .map_err(Error::file("write", &draft))?;
        writeln!(file, "{text}").map_err(Error::file("write", &draft))?;
        fs::rename(&draft, path).map_err(Error::file("write", path))
    }

    pub fn sign_in(&self) -> SignIn {
        let Self {
            email,
            password,
            token,
            ..
        } = self.clone();
        SignIn {
            email,
            password,
            token,
        }
    }
}

#[cfg(test)]
pub mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    pub fn record() -> Record {
        let ready: Ready = serde_json::from_str(
            r#"{"aws_endpoint": "http://127.0.0.1:4566", "console_url": "http://127.0.0.1:4567",
                "admin_url": "http://127.0.0.1:4566/_sim", "home_account": "999999999999",
                "server_credentials": {"access_key_id": "k", "secret_access_key": "s"},
                "callback_queue": "http://127.0.0.1:4566/999999999999/callbacks",
                "callback_topic": "topic",
                "payer": "012345678901", "linked": ["000000000001"], "standalone": "222222222222"}"#,
        )
        .unwrap();
        let [email, password, token] = ["a@b.example", "word", "lft_x"].map(str::to_owned);
        Record::new(
            8420,
            SignIn {
                email,
                password,
                token,
            },
            &ready,
        )
    }

    #[test]
    fn written_for_its_owner_only_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.json");
        assert_eq!(Record::read(&path).unwrap(), None);
        record().write(&path).unwrap();
        record().write(&path).unwrap();
        assert_eq!(Record::read(&path).unwrap(), Some(record()));
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
