//! The parent's side.

use std::{
    io::{self, BufReader, Write},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    thread,
};

use arrow::record_batch::RecordBatch;

use super::{
    Job,
    frame::{self, Failed, Frame},
};
use crate::read::{Failure, Fault, Part, ReadError, Reading};

/// Batches that wait for the sink.
const WAITING: usize = 4;

/// As [`crate::read::read`], by the child that `command` starts: it has to call [`super::answer`].
///
/// The child gets no environment and no other files than it opens itself.
///
/// # Errors
/// As [`crate::read::read`]; [`Fault::Ended`] and [`Fault::Silent`] where the child did not survive.
pub fn read<E>(
    mut command: Command,
    job: &Job,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    command
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command
        .spawn()
        .map_err(|why| of(job, Fault::Unreadable(why)))?;
    let read = thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        if let Some(output) = child.stdout.take() {
            scope.spawn(move || listen(output, &sender));
        }
        let read = tell(&mut child, job);
        let read = read.map_err(|why| of(job, Fault::Unreadable(why)).into());
        let read = read.and_then(|()| gather(job, &receiver, sink));
        // Whatever it still does is of no use; its pipe closes, and the listener ends.
        drop(receiver);
        let _ = child.kill();
        read
    });
    let status = child
        .wait()
        .map_err(|why| of(job, Fault::Unreadable(why)))?;
    read.map_err(|why| explained(why, status))
}

fn tell(child: &mut Child, job: &Job) -> io::Result<()> {
    let job = serde_json::to_vec(job)?;
    let Some(mut input) = child.stdin.take() else {
        return Ok(());
    };
    match input.write_all(&job) {
        // It has ended already: what it came to says more than this.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        told => told,
    }
}

fn listen(output: ChildStdout, sender: &SyncSender<io::Result<Frame>>) {
    let mut output = BufReader::with_capacity(1 << 20, output);
    let mut frame = frame::skip_to(&mut output).and_then(|()| frame::read(&mut output));
    loop {
        let is_last = !matches!(frame, Ok(Frame::Batch(..)));
        if sender.send(frame).is_err() || is_last {
            return;
        }
        frame = frame::read(&mut output);
    }
}

fn gather<E>(
    job: &Job,
    receiver: &Receiver<io::Result<Frame>>,
    sink: &mut dyn FnMut(&Part, RecordBatch) -> Result<(), E>,
) -> Result<Reading, Failure<E>> {
    loop {
        let fault = match receiver.recv_timeout(job.child.silence) {
            Ok(Ok(Frame::Batch(part, batch))) => {
                sink(&part, batch).map_err(Failure::Sink)?;
                continue;
            }
            Ok(Ok(Frame::Read(reading))) => return Ok(reading),
            Ok(Ok(Frame::Failed(Failed { file, said, next }))) => {
                let fault = Fault::Told { said, next };
                return Err(ReadError { file, fault }.into());
            }
            Ok(Err(why)) if why.kind() == io::ErrorKind::InvalidData => Fault::Ended {
                how: "it said what it must not say".to_owned(),
            },
            Err(RecvTimeoutError::Timeout) => Fault::Silent {
                seconds: job.child.silence.as_secs(),
            },
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Fault::Ended { how: String::new() },
        };
        return Err(of(job, fault).into());
    }
}

/// How a child ended is known only when it has been waited for.
fn explained<E>(why: Failure<E>, status: ExitStatus) -> Failure<E> {
    match why {
        Failure::Read(ReadError {
            file,
            fault: Fault::Ended { how },
        }) if how.is_empty() => {
            let how = status.to_string();
            ReadError {
                file,
                fault: Fault::Ended { how },
            }
            .into()
        }
        other => other,
    }
}

/// Which of the files it was, nobody knows.
fn of(job: &Job, fault: Fault) -> ReadError {
    let manifest = job.delivery.manifest.as_ref();
    let file = manifest.or(job.delivery.files.first());
    ReadError {
        file: file.cloned().unwrap_or_default(),
        fault,
    }
}
