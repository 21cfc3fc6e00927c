//! What an administrator sees when `config.json` is missing or wrong.

use leptos::prelude::*;

use crate::config::ConfigProblem;

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoConfiguration {
    /// The file could not be read; the HTTP status, if there was one.
    Unreadable(Option<u16>),
    /// Keys of it are wrong.
    Wrong(Vec<ConfigProblem>),
}

/// Names each key and what it should be.
#[component]
pub fn ConfigurationPage(
    /// What is wrong.
    fault: NoConfiguration,
) -> impl IntoView {
    let body = match fault {
        NoConfiguration::Unreadable(status) => {
            let status = status.map_or("There was no answer.".to_owned(), |status| {
                format!("The server answered {status}.")
            });
            view! {
                <p>"The file " <code>"config.json"</code> ", which stands beside this page, could not be read. " {status}</p>
            }.into_any()
        }
        NoConfiguration::Wrong(problems) => {
            let rows: Vec<_> = problems
                .into_iter()
                .map(|problem| {
                    view! {
                        <li>
                            <code>{problem.key.clone()}</code>
                            <p>{problem.problem()}</p>
                            <p class="muted">"It should be " {problem.expected()} "."</p>
                        </li>
                    }
                    .into_any()
                })
                .collect();
            view! {
                <p>"The file " <code>"config.json"</code> ", which stands beside this page, needs a correction:"</p>
                <ul class="problems">{rows}</ul>
            }.into_any()
        }
    };
    view! {
        <main class="alone" id="content">
            <h1 tabindex="-1">"This console is not configured yet"</h1>
            {body}
            <p class="muted">"Correct the file, then reload this page."</p>
        </main>
    }
    .into_any()
}
