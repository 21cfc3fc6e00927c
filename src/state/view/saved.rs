//! Views that somebody saved under a name.

use super::View;
use super::address;
use super::selection::Selection;
use crate::auth::percent;
use crate::model::fold::fold_text;

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its name, which no other has.
    pub name: String,
    /// Its address, with `#`.
    pub address: String,
}

impl SavedView {
    /// The view.
    pub fn view(&self) -> View {
        let address = address::parse(&self.address);
        address.map(|address| address.view).unwrap_or_default()
    }
}

/// All saved views, in the order in which they were saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedViews(Vec<SavedView>);

impl SavedViews {
    /// All of them.
    pub fn all(&self) -> &[SavedView] {
        &self.0
    }

    /// The one whose view has this address.
    pub fn at(&self, address: &str) -> Option<&SavedView> {
        self.0.iter().find(|saved| saved.address == address)
    }

    /// Saves a view under a name, in the place of one that has it. `false` for a name of blanks.
    pub fn save(&mut self, name: &str, view: &View) -> bool {
        let saved = SavedView {
            name: name.trim().to_owned(),
            address: address_of(view),
        };
        if saved.name.is_empty() {
            return false;
        }
        let folded = fold_text(&saved.name);
        match self
            .0
            .iter_mut()
            .find(|other| fold_text(&other.name) == folded)
        {
            Some(other) => *other = saved,
            None => self.0.push(saved),
        }
        true
    }

    /// Whether a view has this name.
    pub fn has(&self, name: &str) -> bool {
        let folded = fold_text(name.trim());
        self.0.iter().any(|saved| fold_text(&saved.name) == folded)
    }

    /// Gives a view another name, and its place to it. `false` for a name of blanks.
    pub fn rename(&mut self, old: &str, name: &str) -> bool {
        let name = name.trim();
        let folded = fold_text(name);
        if name.is_empty() {
            return false;
        }
        self.0
            .retain(|saved| saved.name == old || fold_text(&saved.name) != folded);
        if let Some(saved) = self.0.iter_mut().find(|saved| saved.name == old) {
            saved.name = name.to_owned();
        }
        true
    }

    /// Forgets the view of this name.
    pub fn remove(&mut self, name: &str) {
        self.0.retain(|saved| saved.name != name);
    }

    /// The text in which they are kept.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for saved in &self.0 {
            if !text.is_empty() {
                text.push('&');
            }
            percent::encode_into(&mut text, &saved.name);
            text.push('=');
            percent::encode_into(&mut text, &saved.address);
        }
        text
    }

    /// Reads such a text; what is none is passed over.
    pub fn parse(text: &str) -> Self {
        let mut views = Vec::new();
        for (name, address) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let (name, address) = (percent::decode(name), percent::decode(address));
            // It becomes a link, which must lead nowhere else.
            if !name.is_empty() && address.starts_with(USUAL) {
                views.push(SavedView { name, address });
            }
        }
        Self(views)
    }
}

/// The address of the usual view; those of all others begin so.
const USUAL: &str = "#/machines?";

/// The address of a view, which says that it is one even where it is the usual one.
pub fn address_of(view: &View) -> String {
    let mut hash = address::hash(view, None, &Selection::default());
    if !hash.contains('?') {
        hash.push('?');
    }
    hash
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn searched(search: &str) -> View {
        View {
            search: search.to_owned(),
            ..View::default()
        }
    }

    #[test]
    fn a_name_is_one_views_only() {
        let mut views = SavedViews::default();
        assert!(views.save(" Old & odd ", &searched("a")));
        assert!(views.save("Busy", &View::default()));
        assert!(views.save("old & ODD", &searched("b=c")));
        assert!(!views.save("  ", &searched("c")));
        let names: Vec<_> = views.all().iter().map(|saved| &*saved.name).collect();
        assert_eq!(names, ["old & ODD", "Busy"]);
        assert_eq!(views.all()[0].view(), searched("b=c"));
        assert_eq!(views.all()[1].address, "#/machines?");
        views.remove("Busy");
        assert_eq!(views.all().len(), 1);
    }

    #[test]
    fn a_view_that_is_renamed_keeps_its_place_and_takes_that_of_one_with_the_name() {
        let mut views = SavedViews::default();
        for name in ["One", "Two", "Three"] {
            views.save(name, &searched(name));
        }
        assert!(views.has("  two "));
        assert!(!views.rename("One", " "));
        assert!(views.rename("One", " three "));
        let names: Vec<_> = views.all().iter().map(|saved| &*saved.name).collect();
        assert_eq!(names, ["three", "Two"]);
        assert_eq!(views.all()[0].view(), searched("One"));
        assert!(views.rename("three", "THREE"));
        assert!(views.has("three"));
    }

    #[test]
    fn the_view_that_is_shown_is_known_again() {
        let mut views = SavedViews::default();
        views.save("All", &View::default());
        views.save("Running", &searched("state:running"));
        let current = |view| views.at(&address_of(&view)).map(|saved| saved.name.clone());
        assert_eq!(
            current(searched(" state:running ")).as_deref(),
            Some("Running")
        );
        assert_eq!(current(View::default()).as_deref(), Some("All"));
        assert_eq!(current(searched("state:stopped")), None);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_again(views in prop::collection::vec(("\\PC{1,8}", "\\PC{0,8}"), 0..4)) {
            let mut saved = SavedViews::default();
            for (name, search) in views {
                saved.save(&name, &searched(&search));
            }
            prop_assert_eq!(SavedViews::parse(&saved.print()), saved);
        }

        #[test]
        fn no_text_panics(text in "[a&=%#/?\\PC]{0,30}") {
            let _ = SavedViews::parse(&text);
        }
    }
}
