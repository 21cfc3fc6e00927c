//! Finds the nginx that the tests run `deploy/nginx.conf` in. On Debian its packages are unpacked into the project's own
//! folder: installed, nginx would become a service that starts by itself and listens.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::child::{output, program, run};
use crate::debian;
use crate::project::Project;

/// nginx, and the module with which it sends brotli, if there is one.
pub struct Nginx {
    program: PathBuf,
    brotli: Option<PathBuf>,
}

const ADVICE: &str = "deploy/nginx.conf and the console behind it are tested with a real nginx, which was not found:\n\
    - Debian: `cargo xtask test` unpacks it by itself; apt-get update may be needed first\n\
    - elsewhere on Linux, and on macOS: install nginx\n\
    - Windows: unpack the zip from https://nginx.org/en/download.html and name its nginx.exe in the variable NGINX\n\
    The variable NGINX may name it everywhere, and NGINX_BROTLI its module ngx_http_brotli_static_module.so.";

/// Debian's packages: the program alone, without those that make it a service.
const PACKAGES: [&str; 2] = ["nginx", "libnginx-mod-http-brotli-static"];

impl Nginx {
    /// The one named by NGINX, else the one on PATH, else Debian's, unpacked.
    ///
    /// # Errors
    /// Says how to get one.
    pub fn find_or_unpack(project: &Project) -> Result<Self> {
        if let Some(nginx) = Self::find(project) {
            return Ok(nginx);
        }
        if debian::is_here() {
            unpack(project).context(ADVICE)?;
        }
        match Self::find(project) {
            Some(nginx) => Ok(nginx),
            None => bail!("{ADVICE}"),
        }
    }

    fn find(project: &Project) -> Option<Self> {
        if let Some(program) = env::var_os("NGINX") {
            return Some(Self {
                program: program.into(),
                brotli: env::var_os("NGINX_BROTLI").map(PathBuf::from),
            });
        }
        // Debian keeps it where only root's PATH leads.
        let installed = which::which("nginx").ok().map(|program| (program, "/"));
        let debian = Path::new("/usr/sbin/nginx");
        let installed = installed.or_else(|| debian.exists().then(|| (debian.into(), "/")));
        if let Some((program, root)) = installed {
            let brotli = brotli_below(Path::new(root));
            return Some(Self { program, brotli });
        }
        let own = own_folder(project);
        let program = own.join("usr/sbin/nginx");
        program.exists().then(|| Self {
            program,
            brotli: brotli_below(&own),
        })
    }

    /// Tells a test program where nginx is.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("NGINX", &self.program);
        if let Some(brotli) = &self.brotli {
            command.env("NGINX_BROTLI", brotli);
        }
        command
    }
}

fn own_folder(project: &Project) -> PathBuf {
    project.path(".tools/nginx")
}

fn brotli_below(root: &Path) -> Option<PathBuf> {
    let module = root.join("usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    module.exists().then_some(module)
}

/// Fetches the packages and lays out what is in them, without running anything of them.
fn unpack(project: &Project) -> Result<()> {
    println!("Unpacking Debian's nginx into .tools (some seconds, once)");
    let own = own_folder(project);
    fs::create_dir_all(&own).with_context(|| format!("{} cannot be made", own.display()))?;
    if debian::is_root(project) {
        run(program(project, "apt-get")?.args(["update", "-qq"]))?;
    }
    run(program(project, "apt-get")?
        .args(["download", "-qq"])
        .args(PACKAGES)
        .current_dir(&own))?;
    for entry in fs::read_dir(&own)? {
        let package = entry?.path();
        if package.extension().is_some_and(|ending| ending == "deb") {
            run(program(project, "dpkg-deb")?
                .arg("-x")
                .arg(&package)
                .arg(&own))?;
            fs::remove_file(&package)?;
        }
    }
    // It stands on libraries that nearly every Debian has; this says which one is missing.
    let version = output(program(project, own.join("usr/sbin/nginx"))?.arg("-v"));
    version
        .map(drop)
        .context("Debian's nginx does not run here")
}

#[cfg(test)]
mod tests {
    use super::{Nginx, PACKAGES, brotli_below};
    use std::path::Path;
    use std::process::Command;

    #[test]
    fn a_folder_without_the_module_has_no_brotli() {
        assert_eq!(brotli_below(Path::new("no/such/folder")), None);
    }

    #[test]
    fn the_package_that_starts_a_service_is_not_among_those_unpacked() {
        // nginx-common holds the unit and the scripts that start it.
        assert!(!PACKAGES.contains(&"nginx-common"));
    }

    #[test]
    fn a_test_program_is_told_both_places() {
        let nginx = Nginx {
            program: "/opt/nginx".into(),
            brotli: Some("/opt/brotli.so".into()),
        };
        let mut command = Command::new("cargo");
        nginx.announce(&mut command);
        let told: Vec<_> = command.get_envs().collect();
        assert!(told.contains(&("NGINX".as_ref(), Some("/opt/nginx".as_ref()))));
        assert!(told.contains(&("NGINX_BROTLI".as_ref(), Some("/opt/brotli.so".as_ref()))));
    }
}
