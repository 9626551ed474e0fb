use std::{
    convert::Infallible,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use super::{ChildLimits, Job, answer, read};
use crate::{
    read::{Failure, Fault, Limits},
    report::discover,
};

fn jobs() -> Vec<Job> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folders = ["cur1-zip", "cur2-csv", "focus12-parquet"].map(|name| fixtures.join(name));
    let found = discover(&folders, None);
    let job = |located: crate::report::Located| Job {
        delivery: located.delivery,
        root: located.source.root().to_owned(),
        limits: Limits::default(),
        child: ChildLimits::default(),
    };
    found.deliveries.into_iter().map(job).collect()
}

/// This very program, as a child.
fn child() -> Command {
    let program: PathBuf = std::env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.args([
        "--exact",
        "child::tests::is_a_child",
        "--ignored",
        "--nocapture",
    ]);
    command
}

fn fault(command: Command, job: &Job) -> Fault {
    match read::<Infallible>(command, job, &mut |_, _| Ok(())) {
        Err(Failure::Read(why)) => why.fault,
        other => panic!("{other:?}"),
    }
}

#[test]
#[ignore = "it is the child of the other tests"]
fn is_a_child() {
    answer(std::io::stdin(), &mut std::io::stdout()).unwrap();
}

#[test]
fn a_child_reads_what_its_parent_would() {
    let jobs = jobs();
    assert_eq!(jobs.len(), 3);
    for job in jobs {
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        let reading = read::<Infallible>(child(), &job, &mut |part, batch| {
            theirs.push((part.clone(), batch));
            Ok(())
        });
        let source = Arc::new(crate::source::Folder::new(&job.root).unwrap());
        let limits = Limits {
            threads: 1,
            ..job.limits.clone()
        };
        let here =
            crate::read::read::<Infallible>(&job.delivery, source, &limits, &mut |part, batch| {
                ours.push((part.clone(), batch));
                Ok(())
            });
        assert_eq!(reading.unwrap(), here.unwrap());
        let rows = |batches: &[(_, arrow::record_batch::RecordBatch)]| -> usize {
            batches.iter().map(|(_, batch)| batch.num_rows()).sum()
        };
        assert_eq!((rows(&theirs), theirs.len()), (80, ours.len()));
    }
}

#[test]
fn a_finding_comes_back_in_its_words() {
    let mut job = jobs().remove(0);
    job.delivery.files.push("nothing.csv".to_owned());
    let why = fault(child(), &job);
    assert_eq!(why.to_string(), Fault::Missing.to_string());
    assert_eq!(why.next(), Fault::Missing.next());
}

#[test]
fn a_child_without_memory_is_a_finding() {
    let mut job = jobs().remove(0);
    job.child.memory_bytes = 1 << 20;
    let why = fault(child(), &job);
    assert!(matches!(why, Fault::Ended { .. }), "{why}");
}

#[test]
fn a_child_without_end_is_a_finding() {
    let scratch = tempfile::tempdir().unwrap();
    let mut job = jobs().remove(0);
    // Lines without end, of nothing: they cost no room on the disk.
    let file = std::fs::File::create(scratch.path().join("endless.csv")).unwrap();
    file.set_len(1 << 40).unwrap();
    job.root = scratch.path().to_owned();
    job.delivery.files = vec!["endless.csv".to_owned()];
    (job.delivery.manifest, job.delivery.stamp) = (None, None);
    // Time or memory ends first, whichever machine it is.
    job.limits.line_bytes = 1 << 40;
    job.child.cpu_seconds = 1;
    job.child.memory_bytes = 1 << 30;
    let why = fault(child(), &job);
    assert!(
        matches!(&why, Fault::Ended { how } if how.contains("signal")),
        "{why}"
    );
}

#[test]
fn a_child_that_says_nothing_is_a_finding() {
    let mut job = jobs().remove(0);
    job.child.silence = Duration::from_millis(50);
    let mut asleep = Command::new("sleep");
    asleep.arg("600");
    let why = fault(asleep, &job);
    assert!(matches!(why, Fault::Silent { .. }), "{why}");
    job.child.silence = Duration::from_secs(60);
    let why = fault(Command::new("false"), &job);
    assert!(
        matches!(&why, Fault::Ended { how } if how.contains('1')),
        "{why}"
    );
    let mut liar = Command::new("printf");
    liar.arg("bill\\000\\377\\001\\n\\007\\000\\000\\000\\000");
    let why = fault(liar, &job);
    assert!(why.to_string().contains("must not say"), "{why}");
}
