//! Trunk's configuration for serving with paths that it passes on to other servers: its command line knows one of them
//! only, and no header to add.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml::{Table, Value};

use crate::project::Project;

/// A path that Trunk passes on.
pub struct Forward {
    /// What stands in the address of the console.
    pub from: String,
    /// What stands there instead, with scheme and host.
    pub to: String,
    /// Headers added on the way.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// Where the configuration is written. It must not lie in the root folder, where `trunk` alone would find it.
const PLACE: &str = "target/trunk-serve.toml";

/// Writes `Trunk.toml` with these paths, and returns its place below the root.
///
/// # Errors
/// When `Trunk.toml` cannot be read, or the new one not be written.
pub fn write(project: &Project, forwards: &[Forward]) -> Result<&'static str> {
    let text =
        fs::read_to_string(project.path("Trunk.toml")).context("Trunk.toml cannot be read")?;
    let own = with(&text, project.root(), forwards)?;
    fs::create_dir_all(project.path("target"))?;
    fs::write(project.path(PLACE), own).with_context(|| format!("{PLACE} cannot be written"))?;
    Ok(PLACE)
}

/// The configuration with absolute paths, since Trunk takes them from the folder of the file, and with the forwards.
fn with(text: &str, root: &Path, forwards: &[Forward]) -> Result<String> {
    let mut config: Table = text.parse().context("Trunk.toml is not TOML")?;
    let absolute = |value: &mut Value| {
        if let Value::String(path) = value {
            *path = root.join(&path).to_string_lossy().into_owned();
        }
    };
    if let Some(target) = config
        .get_mut("build")
        .and_then(|build| build.get_mut("target"))
    {
        absolute(target);
    }
    let watched = config
        .get_mut("watch")
        .and_then(|watch| watch.get_mut("watch")?.as_array_mut());
    watched.into_iter().flatten().for_each(absolute);
    let forwards = forwards.iter().map(|forward| {
        let headers = forward.headers.iter();
        let headers = headers.map(|(name, value)| ((*name).to_owned(), Value::from(*value)));
        Value::Table(Table::from_iter([
            ("rewrite".to_owned(), Value::from(forward.from.as_str())),
            ("backend".to_owned(), Value::from(forward.to.as_str())),
            (
                "request_headers".to_owned(),
                Value::Table(headers.collect()),
            ),
            // All of them are on this machine, where no proxy of an organization leads.
            ("no_system_proxy".to_owned(), Value::from(true)),
            ("no_redirect".to_owned(), Value::from(true)),
        ]))
    });
    config.insert("proxies".to_owned(), Value::Array(forwards.collect()));
    Ok(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Forward, with};
    use std::path::Path;
    use toml::Table;

    const TRUNK: &str =
        "[build]\ntarget = \"index.html\"\npublic_url = \"./\"\n[watch]\nwatch = [\"src\"]\n";

    #[test]
    fn paths_no_longer_depend_on_where_the_file_lies() {
        let own: Table = with(TRUNK, Path::new("/project"), &[])
            .unwrap()
            .parse()
            .unwrap();
        let target = own["build"]["target"].as_str().unwrap();
        assert_eq!(Path::new(target), Path::new("/project/index.html"));
        let watched = own["watch"]["watch"][0].as_str().unwrap();
        assert_eq!(Path::new(watched), Path::new("/project/src"));
        assert_eq!(own["build"]["public_url"].as_str(), Some("./"));
    }

    #[test]
    fn each_forward_has_its_path_its_host_and_its_headers() {
        let forward = Forward {
            from: "/spf/".to_owned(),
            to: "http://127.0.0.1:4080/".to_owned(),
            headers: vec![("x-ms-principal-id", "admin@contoso.com")],
        };
        let own: Table = with(TRUNK, Path::new("/project"), &[forward])
            .unwrap()
            .parse()
            .unwrap();
        let written = &own["proxies"][0];
        assert_eq!(written["rewrite"].as_str(), Some("/spf/"));
        assert_eq!(written["backend"].as_str(), Some("http://127.0.0.1:4080/"));
        let header = &written["request_headers"]["x-ms-principal-id"];
        assert_eq!(header.as_str(), Some("admin@contoso.com"));
    }
}
