//! Shared files: what is kept, what is told apart, who comes between, and who is not held up.

use std::fs::File;
use std::process::Command;
use std::sync::mpsc;

use tokio::sync::Notify;

use super::*;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Count {
    #[serde(default)]
    number: u32,
    #[serde(flatten)]
    later: serde_json::Map<String, serde_json::Value>,
}

impl Document for Count {
    const FORMAT: u32 = 2;
    const PATIENCE: Duration = Duration::from_millis(50);
}

fn in_new_folder() -> (tempfile::TempDir, SharedFile<Count>) {
    let folder = tempfile::tempdir().unwrap();
    let name = SharedFile::<Count>::name("host:1/x");
    let path = folder.path().join("counts").join(name);
    (folder, SharedFile::new(path, Access::PRIVATE))
}

async fn add(file: &SharedFile<Count>) -> Result<u32, Error> {
    let change = |content: Content<Count>| {
        let mut count = content.whole().unwrap_or_default();
        count.number += 1;
        (Some(count.clone()), count.number)
    };
    file.change(change).await
}

#[tokio::test]
async fn what_a_later_version_wrote_is_kept() {
    let (_folder, file) = in_new_folder();
    assert_eq!(file.path().file_name().unwrap(), "host_1_x.json");
    assert_eq!(file.read().unwrap(), Content::Missing);
    assert_eq!(add(&file).await.unwrap(), 1);
    std::fs::write(file.path(), r#"{"format":2,"number":4,"new":[1]}"#).unwrap();
    assert_eq!(add(&file).await.unwrap(), 5);
    let text = std::fs::read_to_string(file.path()).unwrap();
    assert_eq!(text, r#"{"format":2,"number":5,"new":[1]}"#);
}

#[tokio::test]
async fn what_cannot_be_understood_is_told_apart() {
    let (_folder, file) = in_new_folder();
    add(&file).await.unwrap();
    for (text, expected) in [
        (r#"{"format":3,"number":"many"}"#, Content::Newer),
        (r#"{"format":1,"number":1}"#, Content::Unreadable),
        (r#"{"format":2,"number":"x"}"#, Content::Unreadable),
        (r#"{"number":1}"#, Content::Unreadable),
        ("", Content::Unreadable),
    ] {
        std::fs::write(file.path(), text).unwrap();
        assert_eq!(file.read().unwrap(), expected, "{text}");
        let left = file.change(|content| (None, content)).await.unwrap();
        assert_eq!(left, expected);
        assert_eq!(std::fs::read_to_string(file.path()).unwrap(), text);
    }
}

#[tokio::test]
async fn nothing_is_written_without_the_lock() {
    let (_folder, file) = in_new_folder();
    add(&file).await.unwrap();
    let lock = file.path().with_extension("lock");
    let held = FileLock::try_acquire(&lock, Access::PRIVATE).unwrap();
    assert!(matches!(add(&file).await, Err(Error::Busy { .. })));
    drop(held);
    assert_eq!(add(&file).await.unwrap(), 2);
}

/// What a dead writer of the document has left: it is looked at before the document is written.
const LITTER: &str = ".host_1_x.json.dead.tmp";

/// A volume that does not answer: a pipe in the place of what is opened, until somebody opens it to write.
fn pipe(file: &SharedFile<Count>, opened: &str) -> PathBuf {
    let pipe = file.path().with_file_name(opened);
    std::fs::create_dir_all(pipe.parent().unwrap()).unwrap();
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    pipe
}

fn answer(pipe: &Path) {
    File::options().write(true).open(pipe).unwrap();
}

/// Whether work on the same task has to wait until the volume answers.
async fn holds_up(opened: &str, changed: Option<Count>) -> bool {
    let (_folder, file) = in_new_folder();
    let pipe = pipe(&file, opened);
    let (beside, done) = mpsc::channel();
    let volume = std::thread::spawn(move || {
        let held_up = done.recv_timeout(Duration::from_secs(10)).is_err();
        answer(&pipe);
        held_up
    });
    let begun = Notify::new();
    if changed.is_none() {
        begun.notify_one();
    }
    let change = file.change(|_| {
        begun.notify_one();
        (changed, ())
    });
    let (changed, ()) = tokio::join!(change, async {
        begun.notified().await;
        // Nobody listens any more where it was held up.
        let _ = beside.send(());
    });
    changed.unwrap();
    volume.join().unwrap()
}

#[tokio::test]
async fn what_goes_on_beside_is_not_held_up() {
    assert!(!holds_up("host_1_x.json", None).await, "by the reading");
    let written = Some(Count::default());
    assert!(!holds_up(LITTER, written).await, "by the writing");
}

#[tokio::test]
async fn what_nobody_waits_for_any_more_is_written_under_the_lock() {
    let (_folder, file) = in_new_folder();
    let pipe = pipe(&file, LITTER);
    let begun = Notify::new();
    let change = file.change(|_| {
        begun.notify_one();
        (Some(Count::default()), ())
    });
    tokio::select! {
        biased;
        changed = change => panic!("{changed:?}"),
        () = begun.notified() => {}
    }
    let lock = file.path().with_extension("lock");
    let acquired = || FileLock::try_acquire(&lock, Access::PRIVATE).unwrap();
    assert!(acquired().is_none(), "it was given back before");
    answer(&pipe);
    let patience = Duration::from_secs(30);
    let had = FileLock::acquire(&lock, Access::PRIVATE, patience).await;
    assert!(had.unwrap().is_some());
    assert_eq!(file.read().unwrap(), Content::Whole(Count::default()));
}
