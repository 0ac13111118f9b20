//! Processes that are killed, frozen and started again.

use std::{
    fs::File,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// A process of ours, ended when this is dropped.
pub struct Process {
    child: Child,
    /// The signal that ends it with all that belongs to it.
    end: &'static str,
}

impl Process {
    /// Starts it, with what it says at the end of `log`.
    pub fn start(mut command: Command, log: &Path, end: &'static str) -> Self {
        let out = File::options().create(true).append(true).open(log).expect("a log");
        let errors = out.try_clone().expect("a log");
        command.stdin(Stdio::null()).stdout(out).stderr(errors);
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self { child, end }
    }

    /// Its id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: &str) {
        signal_to(self.id(), signal);
    }

    /// Ends it at once.
    pub async fn kill(&mut self) {
        self.signal("KILL");
        assert!(self.exit(Duration::from_secs(10)).await.is_some(), "it is dead");
    }

    /// How it ended, if it does so in time.
    pub async fn exit(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child of ours") {
                return Some(status);
            }
            if began.elapsed() > within {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Whether it runs.
    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("a child of ours").is_none()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if !self.is_running() {
            return;
        }
        self.signal("CONT");
        self.signal(self.end);
        for _ in 0..50 {
            if !self.is_running() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal to a process of ours.
pub fn signal_to(id: u32, signal: &str) {
    // One that is gone meanwhile needs none.
    let _ = Command::new("kill")
        .args([&format!("-{signal}"), &id.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// The children of a process.
pub fn children_of(id: u32) -> Vec<u32> {
    let path = format!("/proc/{id}/task/{id}/children");
    let list = std::fs::read_to_string(path).unwrap_or_default();
    list.split_whitespace().filter_map(|child| child.parse().ok()).collect()
}

/// Runs a command to its end: whether it succeeded, and what it said.
pub async fn run_to_end(mut command: Command) -> (bool, String) {
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("a thread");
    let output = output.expect("it starts");
    let words = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&words).into_owned())
}

/// Asks until the answer is yes, at most for `within`. How long it took, if it did.
pub async fn until<F: Future<Output = bool>>(
    within: Duration,
    mut question: impl FnMut() -> F,
) -> Option<Duration> {
    let began = Instant::now();
    loop {
        if question().await {
            return Some(began.elapsed());
        }
        if began.elapsed() > within {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
