//! ChromeDriver, started for one stage and ended with it.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result};
use process_wrap::std::{ChildWrapper, CommandWrap};

/// How often a driver that ends at once is started.
const TRIES: u32 = 4;

/// A running WebDriver server. It and what it started end with this value.
pub struct Driver {
    child: Box<dyn ChildWrapper>,
    address: String,
}

impl Driver {
    /// Starts the driver named by CHROMEDRIVER, else `chromedriver` from PATH, on a free port.
    ///
    /// # Errors
    /// When it cannot be started or does not say its port.
    pub fn start() -> Result<Self> {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        // It takes a free port of IPv4 and then the same one of IPv6, which another driver that starts at the same moment
        // may have got; then it ends at once.
        for _ in 1..TRIES {
            if let Ok(driver) = Self::start_once(&program) {
                return Ok(driver);
            }
        }
        Self::start_once(&program)
    }

    fn start_once(program: &OsStr) -> Result<Self> {
        let mut command = Command::new(program);
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut wrap = CommandWrap::from(command);
        #[cfg(unix)]
        wrap.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        wrap.wrap(process_wrap::std::JobObject);
        let mut child = wrap
            .spawn()
            .with_context(|| format!("{} cannot be started", program.display()))?;
        let output = child
            .stdout()
            .take()
            .context("the driver has no standard output")?;
        let mut lines = BufReader::new(output).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line));
        // Read on for as long as it prints: a full pipe would stop it.
        thread::spawn(move || lines.for_each(drop));
        let address = port.map(|port| format!("http://127.0.0.1:{port}"));
        let driver = Self {
            child,
            address: address.unwrap_or_default(),
        };
        if driver.address.is_empty() {
            anyhow::bail!(
                "{} ended without saying on which port it listens",
                program.display()
            );
        }
        Ok(driver)
    }

    /// The address sessions are asked for.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended already, and then there is nothing left to end.
        let _ = self.child.kill();
    }
}

/// The port in "ChromeDriver was started successfully on port 41234."
fn port_in(line: &str) -> Option<u16> {
    let (_, tail) = line.split_once("successfully on port ")?;
    tail.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_the_line_that_names_it() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 41234."),
            Some(41234)
        );
        assert_eq!(port_in("Only local connections are allowed."), None);
    }
}
