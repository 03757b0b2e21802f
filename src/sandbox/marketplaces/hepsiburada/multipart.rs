//! The one part of a form that matters: its file. Nothing else of multipart/form-data is read.

/// What is between the head of the part that is called `file` and the next boundary.
pub(super) fn file<'a>(content_type: &str, body: &'a [u8]) -> Option<&'a [u8]> {
    let (_, boundary) = content_type
        .strip_prefix("multipart/form-data")?
        .split_once("boundary=")?;
    let boundary = boundary.split(';').next()?.trim().trim_matches('"');
    let mark = format!("--{boundary}");
    let mut rest = &body[find(body, mark.as_bytes())? + mark.len()..];
    loop {
        let head = find(rest, b"\r\n\r\n")?;
        let content = &rest[head + 4..];
        let end = find(content, format!("\r\n{mark}").as_bytes())?;
        let said = String::from_utf8_lossy(&rest[..head]);
        if said.contains("name=\"file\"") && said.contains("filename=") {
            return Some(&content[..end]);
        }
        rest = &content[end + 2 + mark.len()..];
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.iter().position(|byte| *byte == wanted[0]) {
        match text[from + at..].starts_with(wanted) {
            true => return Some(from + at),
            false => from += at + 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_found_among_other_parts() {
        let form = "multipart/form-data; boundary=x7";
        let body = b"--x7\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n--x7\r\n\
Content-Disposition: form-data; name=\"file\"; filename=\"p.json\"\r\nContent-Type: application/json\r\n\r\n[1,\r\n2]\r\n--x7--\r\n";
        assert_eq!(file(form, body), Some(&b"[1,\r\n2]"[..]));
        let quoted = "multipart/form-data; boundary=\"x7\"";
        assert_eq!(file(quoted, body), Some(&b"[1,\r\n2]"[..]));
        assert_eq!(file("application/json", body), None);
        assert_eq!(file("multipart/form-data; boundary=y", body), None);
        assert_eq!(file(form, &body[..60]), None);
    }
}
