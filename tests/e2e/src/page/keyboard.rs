//! Keys, typed as a person does.

use anyhow::Result;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use super::Page;

impl Page<'_> {
    /// Replaces what stands in a field, as a person would: all of it selected, then typed over.
    ///
    /// # Errors
    /// When the field does not appear in time or takes no text.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        self.field(label).await?.click().await?;
        self.chord(&[Key::Control.into(), 'a']).await?;
        self.press(Key::Delete).await?;
        self.type_text(text).await
    }

    /// Presses and releases one key.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.chord(&[key.into()]).await
    }

    /// Presses keys one after the other, holding each, and releases them in reverse.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn chord(&self, keys: &[char]) -> Result<()> {
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        self.keys(down.chain(up)).await
    }

    /// Types into whatever has the focus.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.keys(
            text.chars()
                .flat_map(|key| [KeyAction::Down { value: key }, KeyAction::Up { value: key }]),
        )
        .await
    }

    async fn keys(&self, actions: impl Iterator<Item = KeyAction>) -> Result<()> {
        let keyboard = actions.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        Ok(self.client.perform_actions(keyboard).await?)
    }

    /// The name of what has the focus: its label, or the text in it.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focused(&self) -> Result<String> {
        let script = "const at = document.activeElement; \
                      return at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? '';";
        let name = self.client.execute(script, Vec::new()).await?;
        Ok(name.as_str().unwrap_or_default().trim().to_owned())
    }
}
