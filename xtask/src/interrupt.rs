//! Control-C and SIGTERM as a flag, so that what was started is stopped on the way out.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::error::{Error, Result};

#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens to the signals that ask a program to end.
    pub fn listen() -> Result<Self> {
        let this = Self::default();
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&this.0))
                .map_err(Error::file("listen to signals for", "xtask"))?;
        }
        Ok(this)
    }

    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    pub fn check(&self) -> Result<()> {
        if self.asked() {
            Err(Error::Interrupted)
        } else {
            Ok(())
        }
    }
}
