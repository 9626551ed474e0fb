//! Makes the folders of embedded files be there, and a release build notice when they change.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[expect(
        clippy::disallowed_methods,
        reason = "how cargo speaks to a build script"
    )]
    let (profile, here) = (env::var("PROFILE"), env::var("CARGO_MANIFEST_DIR"));
    let Ok(here) = here else {
        return;
    };
    for folder in ["web/dist", "docs/codes"] {
        let folder = Path::new(&here).join("../..").join(folder);
        // A debug build reads the files at run time, but only under the path that it could resolve
        // when it was compiled: a folder that came later would stay unseen.
        let there = fs::create_dir_all(&folder).is_ok();
        if there && profile.as_deref() == Ok("release") {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
    }
}
