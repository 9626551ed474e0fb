//! The child's side.

use std::{
    io::{self, Read, Write},
    sync::Arc,
};

use rlimit::Resource;

use super::{
    ChildLimits, Job,
    frame::{self, Failed, Frame},
};
use crate::{
    read::{self, Failure},
    source::Folder,
};

/// More than any job has: it names the files of a delivery.
const JOB_BYTES: u64 = 64 << 20;
/// Files and pipes of a child.
const OPEN_FILES: u64 = 256;

/// Why a child could not even begin, or end.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("expected a job on the standard input")]
    Job(#[source] serde_json::Error),
    #[error("the limits of memory and time could not be set")]
    Limits(#[source] io::Error),
    #[error("could not read the job, its folder, or answer")]
    Io(#[from] io::Error),
}

/// Reads the delivery that `input` names, and answers with its rows on `output`.
///
/// Gives the process limits that it cannot take back: for a process that does nothing else.
///
/// # Errors
/// [`AnswerError`] where it could not begin. What is wrong with the files is in the answer.
pub fn answer(input: impl Read, output: &mut (impl Write + Send)) -> Result<(), AnswerError> {
    let mut job = Vec::new();
    input.take(JOB_BYTES).read_to_end(&mut job)?;
    let job: Job = serde_json::from_slice(&job).map_err(AnswerError::Job)?;
    confine(&job.child).map_err(AnswerError::Limits)?;
    let source = Arc::new(Folder::new(&job.root)?);
    frame::begin(output)?;
    let reading = read::read(&job.delivery, source, &job.limits, &mut |part, batch| {
        frame::write(output, &Frame::Batch(part.clone(), batch))
    });
    let last = match reading {
        Ok(reading) => Frame::Read(reading),
        Err(Failure::Sink(why)) => return Err(why.into()),
        Err(Failure::Read(why)) => Frame::Failed(Failed {
            said: why.fault.to_string(),
            next: why.fault.next().to_owned(),
            file: why.file,
        }),
    };
    Ok(frame::write(output, &last)?)
}

fn confine(limits: &ChildLimits) -> io::Result<()> {
    for (resource, most) in [
        (Resource::AS, limits.memory_bytes),
        (Resource::CPU, limits.cpu_seconds),
        (Resource::NOFILE, OPEN_FILES),
        // It writes to its pipe only, and leaves no picture of its memory behind.
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        let (_, hard) = resource.get()?;
        let most = most.min(hard);
        resource.set(most, most)?;
    }
    Ok(())
}
