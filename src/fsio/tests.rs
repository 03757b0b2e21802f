//! Files are whole, modes are those that were asked for, errors name the path.

use std::fs;
use std::io;
use std::path::Path;

use tempfile::PersistError;

use super::replace::explained;
use super::*;

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn read_tells_missing_from_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert_eq!(read(&path, 4).unwrap(), None);
    fs::write(&path, b"1234").unwrap();
    assert_eq!(read(&path, 4).unwrap(), Some(b"1234".to_vec()));
    let error = read(&path, 3).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    assert_eq!(
        error.to_string(),
        format!("cannot read {}: larger than 3 bytes", path.display())
    );
}

#[test]
fn what_is_no_file_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [socket.as_path(), Path::new("/dev/null"), folder.path()] {
        let error = replace(path, b"new", 0o600).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{error}");
        assert!(reserve(path, 1, 0o600).is_err());
        assert!(replace_content(path, b"new").is_err());
    }
    assert_eq!(names(folder.path()), ["socket"]);
}

#[test]
fn replace_sets_mode_and_leaves_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("login.age");
    replace(&path, b"old", 0o600).unwrap();
    replace(&path, b"new", 0o640).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(mode(&path), Some(0o640));
    assert_eq!(names(folder.path()), ["login.age"]);
}

#[test]
fn a_failed_replace_keeps_the_old_and_no_litter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("kept"), b"1").unwrap();
    let error = replace(&path, b"new", 0o600).unwrap_err();
    assert_eq!(error.action, "replace");
    assert!(!error.to_string().contains("os error"), "{error}");
    assert_eq!(names(folder.path()), ["x"]);
    assert_eq!(names(&path), ["kept"]);

    let nowhere = folder.path().join("absent/x");
    let error = replace(&nowhere, b"new", 0o600).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot write {}: No such file or directory",
            nowhere.display()
        )
    );
}

#[test]
fn a_full_disk_is_named_plainly() {
    let error = Error::at("write", Path::new("/state/x.age"))(io::Error::from_raw_os_error(28));
    assert_eq!(
        error.to_string(),
        "cannot write /state/x.age: No space left on device"
    );
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

#[test]
fn create_new_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    create_new(&path, b"first", 0o600).unwrap();
    assert_eq!(mode(&path), Some(0o600));
    let error = create_new(&path, b"second", 0o600).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(names(folder.path()), ["key"]);
}

#[test]
fn folders_are_private_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b");
    private_dir(&path).unwrap();
    assert_eq!(mode(&path), Some(0o700));
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o750)).unwrap();
    private_dir(&path).unwrap();
    assert_eq!(mode(&path), Some(0o750));
    assert_eq!(mode(&folder.path().join("absent")), None);
}

#[test]
fn remove_says_whether_there_was_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    assert!(!remove(&path).unwrap());
    fs::write(&path, b"1").unwrap();
    assert!(remove(&path).unwrap());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_reservation_gives_back_what_a_killed_one_took_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.age");
    let mine = reserve(&path, 10, 0o600).unwrap();
    fs::write(folder.path().join(".x.age.dead.tmp"), b"left").unwrap();
    fs::write(folder.path().join(".y.age.dead.tmp"), b"another's").unwrap();
    let second = reserve(&path, 10, 0o600).unwrap();
    assert_eq!(names(folder.path()).len(), 3);
    assert!(!folder.path().join(".x.age.dead.tmp").exists());
    drop(second);
    mine.commit(b"kept").unwrap();
    assert_eq!(names(folder.path()), [".y.age.dead.tmp", "x.age"]);
    assert_eq!(fs::read(&path).unwrap(), b"kept");
}

#[test]
fn a_mounted_single_file_is_explained() {
    let named = tempfile::NamedTempFile::new().unwrap();
    let busy = PersistError {
        error: io::Error::from_raw_os_error(16),
        file: named,
    };
    let error = explained(busy);
    assert_eq!(error.kind(), io::ErrorKind::ResourceBusy);
    assert!(error.to_string().contains("mount its folder"));
}
