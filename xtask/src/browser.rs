//! Finds the browser that the tests run in, and its driver. Nothing is downloaded but Debian's own packages.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::child::{program, run};
use crate::debian;
use crate::project::Project;

/// A browser of the Chromium family, with the WebDriver server of the same version.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

const ADVICE: &str = "The tests need a browser and its WebDriver server of the same version, on PATH:\n\
    - Debian: apt-get install chromium chromium-driver\n\
    - elsewhere: Google Chrome with ChromeDriver, Chromium with ChromeDriver, or Microsoft Edge with msedgedriver\n\
    The variables CHROME and CHROMEDRIVER may name them instead.";

impl Browser {
    /// The one named by CHROME and CHROMEDRIVER, else the first pair found, else Debian's when it may be installed.
    pub fn find_or_install(project: &Project) -> Result<Self> {
        if let Some(browser) = Self::find() {
            return Ok(browser);
        }
        if debian::is_here() && debian::is_root(project) {
            println!("Installing Debian's chromium, its driver and a font (about a minute)");
            run(program(project, "apt-get")?.args(["update", "-qq"]))?;
            let mut install = program(project, "apt-get")?;
            install.args([
                "install",
                "-y",
                "-qq",
                "--no-install-recommends",
                "chromium",
                "chromium-driver",
                "fonts-dejavu-core",
            ]);
            run(install.env("DEBIAN_FRONTEND", "noninteractive"))?;
        }
        match Self::find() {
            Some(browser) => Ok(browser),
            None => bail!("{ADVICE}"),
        }
    }

    fn find() -> Option<Self> {
        let chrome = || {
            named("CHROME").or_else(|| {
                first(
                    &["chromium", "chromium-browser", "google-chrome", "chrome"],
                    &CHROME_PLACES,
                )
            })
        };
        let edge = || first(&["microsoft-edge", "msedge"], &EDGE_PLACES);
        if let Some(driver) = named("CHROMEDRIVER") {
            let program = if is_edge(&driver) {
                named("CHROME").or_else(edge)
            } else {
                chrome()
            }?;
            return Some(Self { program, driver });
        }
        let pair = |driver: &str, program: Option<PathBuf>| {
            Some(Self {
                driver: which::which(driver).ok()?,
                program: program?,
            })
        };
        pair("chromedriver", chrome()).or_else(|| pair("msedgedriver", edge()))
    }

    /// Tells a test program where the browser is. The runner of the component tests reads one of the two drivers,
    /// the end-to-end tests read CHROME and CHROMEDRIVER whichever it is.
    pub fn announce<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if is_edge(&self.driver) {
            command.env("MSEDGEDRIVER", &self.driver);
        }
        command
            .env("CHROME", &self.program)
            .env("CHROMEDRIVER", &self.driver)
    }
}

const CHROME_PLACES: [&str; 3] = [
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const EDGE_PLACES: [&str; 2] = [
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}

fn first(names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let on_path = names.iter().find_map(|name| which::which(name).ok());
    on_path.or_else(|| {
        places
            .iter()
            .map(PathBuf::from)
            .find(|place| place.exists())
    })
}

fn is_edge(driver: &Path) -> bool {
    driver
        .file_stem()
        .is_some_and(|name| name.to_string_lossy().contains("edge"))
}

#[cfg(test)]
mod tests {
    use super::is_edge;
    use std::path::Path;

    #[test]
    fn the_driver_tells_edge_from_chrome() {
        assert!(is_edge(Path::new("/opt/msedgedriver.exe")));
        assert!(!is_edge(Path::new("/usr/bin/chromedriver")));
    }
}
