//! Makes a release build notice that the files it embeds have changed.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[expect(
        clippy::disallowed_methods,
        reason = "how cargo speaks to a build script"
    )]
    let (profile, here) = (env::var("PROFILE"), env::var("CARGO_MANIFEST_DIR"));
    // Debug builds read the files at run time: nothing to build again.
    let (Ok("release"), Ok(here)) = (profile.as_deref(), here) else {
        return;
    };
    for folder in ["web/dist", "docs/codes"] {
        let folder = Path::new(&here).join("../..").join(folder);
        // Cargo would run this again at every build while the folder is missing.
        if fs::create_dir_all(&folder).is_ok() {
            println!("cargo::rerun-if-changed={}", folder.display());
        }
    }
}
