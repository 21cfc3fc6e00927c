//! A view that has been drawn: its nodes, and how it is told anew what it shows.
//!
//! What is drawn anew keeps its elements where they are alike, by name and by the names of what is set: such an element is told
//! what is different, a text its words. Whoever has the focus there, or has opened something, does not lose it. An element with
//! an `id` becomes none with another, and is found by it where it stands further down among its siblings.

use original::prelude::document;
use original::reactive::effect::RenderEffect;
use original::wasm_bindgen::{JsCast, UnwrapThrowExt};
use original::web_sys::{self, HtmlTemplateElement, Node};

use super::attribute::{Holder, Setting, Value, set};
use super::event::Ear;
use super::{AnyView, Element, Kind, Text};

const DRAWING: &str = "http://www.w3.org/2000/svg";

/// A view that has been drawn.
pub struct State(Drawn);

enum Drawn {
    Text(Node, Text),
    Written(Node, &'static str),
    Element(Box<Made>),
    /// Its parts, and an empty text behind them, which tells where further ones belong.
    Several(Vec<State>, Node),
    Following(Follower),
    /// Of an attribute: what it was set to.
    Value(Option<Text>),
}

/// What follows signals.
struct Follower(RenderEffect<State>);

impl Drop for Follower {
    fn drop(&mut self) {
        // At once: what the effect holds would follow signals until it has noticed, some of which are gone already.
        self.0.take_value();
    }
}

/// An element that has been made.
struct Made {
    element: web_sys::Element,
    tag: &'static str,
    /// Its `id`, if that stays.
    id: Option<Text>,
    settings: Vec<Held>,
    ears: Vec<Ear>,
    children: Vec<State>,
}

/// Something that has been set.
struct Held {
    holder: Holder,
    name: &'static str,
    value: State,
}

impl State {
    /// Draws a view, which stands nowhere yet.
    pub fn of(view: AnyView) -> Self {
        Self(match view.0 {
            Kind::Text(text) => Drawn::Text(document().create_text_node(&text).into(), text),
            Kind::Written(html, is_drawing) => Drawn::Written(written(html, is_drawing), html),
            Kind::Element(element) => Drawn::Element(Box::new(Made::of(*element))),
            Kind::Several(views) => Drawn::Several(
                views.into_iter().map(Self::of).collect(),
                document().create_text_node("").into(),
            ),
            Kind::Following(mut draw) => following(Box::new(move |before| {
                let view = draw();
                match before {
                    Some(mut state) => {
                        state.tell(view);
                        state
                    }
                    None => Self::of(view),
                }
            })),
        })
    }

    /// Stands in `parent`, before a node or at the end.
    pub fn mount(&self, parent: &Node, before: Option<&Node>) {
        match &self.0 {
            Drawn::Text(node, _) | Drawn::Written(node, _) => put(parent, node, before),
            Drawn::Element(made) => put(parent, &made.element, before),
            Drawn::Several(states, end) => {
                for state in states {
                    state.mount(parent, before);
                }
                put(parent, end, before);
            }
            Drawn::Following(effect) => {
                effect.0.with_value_mut(|state| state.mount(parent, before));
            }
            Drawn::Value(_) => {}
        }
    }

    /// Stands nowhere any more.
    pub fn unmount(&self) {
        match &self.0 {
            Drawn::Text(node, _) | Drawn::Written(node, _) => take(node),
            Drawn::Element(made) => take(&made.element),
            Drawn::Several(states, end) => {
                states.iter().for_each(Self::unmount);
                take(end);
            }
            Drawn::Following(effect) => {
                effect.0.with_value_mut(|state| state.unmount());
            }
            Drawn::Value(_) => {}
        }
    }

    /// The `id` of an element.
    fn id(&self) -> Option<&Text> {
        match &self.0 {
            Drawn::Element(made) => made.id.as_ref(),
            _ => None,
        }
    }

    /// The first of its nodes.
    fn first(&self) -> Option<Node> {
        match &self.0 {
            Drawn::Text(node, _) | Drawn::Written(node, _) => Some(node.clone()),
            Drawn::Element(made) => Some(made.element.clone().into()),
            Drawn::Several(states, end) => match states.first() {
                Some(state) => state.first(),
                None => Some(end.clone()),
            },
            Drawn::Following(effect) => effect.0.with_value_mut(|state| state.first()).flatten(),
            Drawn::Value(_) => None,
        }
    }

    /// Shows another view.
    fn tell(&mut self, view: AnyView) {
        let view = match (view.0, &mut self.0) {
            (Kind::Text(text), Drawn::Text(node, shown)) => {
                if text != *shown {
                    node.set_node_value(Some(&text));
                    *shown = text;
                }
                return;
            }
            (Kind::Written(html, _), Drawn::Written(_, shown)) if html == *shown => return,
            (Kind::Element(element), Drawn::Element(made)) if made.is_like(&element) => {
                made.tell(*element);
                return;
            }
            (Kind::Several(views), Drawn::Several(states, end)) => {
                if let Some(parent) = end.parent_node() {
                    tell_all(states, views, &parent, Some(end));
                    return;
                }
                Kind::Several(views)
            }
            (kind, _) => kind,
        };
        let new = Self::of(AnyView(view));
        if let Some(first) = self.first()
            && let Some(parent) = first.parent_node()
        {
            new.mount(&parent, Some(&first));
        }
        self.unmount();
        *self = new;
    }

    /// Of an attribute: what it was set to.
    fn value(&self) -> Option<Text> {
        match &self.0 {
            Drawn::Value(value) => value.clone(),
            Drawn::Following(effect) => effect.0.with_value_mut(|state| state.value()).flatten(),
            _ => None,
        }
    }
}

impl Made {
    fn of(element: Element) -> Self {
        let tag = element.tag;
        let node = if element.is_drawing {
            document().create_element_ns(Some(DRAWING), tag)
        } else {
            document().create_element(tag)
        };
        let mut made = Self {
            // These are names of elements: the browser does not refuse them.
            element: node.unwrap_throw(),
            tag,
            id: element.own_id().cloned(),
            settings: Vec::new(),
            ears: Vec::new(),
            children: Vec::new(),
        };
        made.tell(element);
        made
    }

    /// Whether it can become this element.
    fn is_like(&self, element: &Element) -> bool {
        let held = self.settings.iter().map(|held| (held.holder, held.name));
        let set = element.settings.iter();
        self.tag == element.tag
            && self.id.as_ref() == element.own_id()
            && held.eq(set.map(|setting| (setting.holder, setting.name)))
    }

    /// Becomes this element.
    fn tell(&mut self, element: Element) {
        let mut before = self.settings.drain(..).map(|held| held.value.value());
        let settings = element
            .settings
            .into_iter()
            .map(|setting| Held::of(&self.element, setting, before.next()))
            .collect();
        drop(before);
        self.settings = settings;
        self.ears = element
            .heard
            .take()
            .into_iter()
            .map(|heard| Ear::open(&self.element, heard))
            .collect();
        tell_all(&mut self.children, element.children, &self.element, None);
        if let Some(told) = element.told {
            told(&self.element);
        }
    }
}

impl Held {
    /// Sets this; `before` is what it was set to.
    fn of(element: &web_sys::Element, setting: Setting, before: Option<Option<Text>>) -> Self {
        let Setting {
            holder,
            name,
            value,
        } = setting;
        let element = element.clone();
        let change = move |value: Option<Text>, before: Option<Option<Text>>| {
            // What is missing is so from the beginning.
            if before.unwrap_or_default() != value {
                set(&element, holder, name, value.as_deref());
            }
            State(Drawn::Value(value))
        };
        let value = match value {
            Value::Fixed(value) => change(value, before),
            Value::Following(mut value) => {
                let mut before = before;
                State(following(Box::new(move |state| {
                    let before = match state {
                        Some(state) => Some(state.value()),
                        None => before.take(),
                    };
                    change(value(), before)
                })))
            }
        };
        Self {
            holder,
            name,
            value,
        }
    }
}

/// Follows signals. All that follows any is one kind of effect.
fn following(follow: Box<dyn FnMut(Option<State>) -> State>) -> Drawn {
    Drawn::Following(Follower(RenderEffect::new(follow)))
}

/// Tells the parts of something what they are now.
fn tell_all(states: &mut Vec<State>, views: Vec<AnyView>, parent: &Node, end: Option<&Node>) {
    let ids: Vec<Option<Text>> = views.iter().map(AnyView::id).collect();
    let number = views.len();
    for (place, (view, own)) in views.into_iter().zip(&ids).enumerate() {
        let later = ids.get(place + 1..).unwrap_or_default();
        let is_later = |state: &State| {
            let id = state.id();
            id.is_some() && later.iter().any(|later| later.as_ref() == id)
        };
        let mut rest = states.iter().skip(place);
        if own.is_some()
            && let Some(further) = rest.position(|state| state.id() == own.as_ref())
        {
            bring(states, place, further, is_later, parent);
        }
        match states.get_mut(place) {
            Some(state) if state.id() == own.as_ref() || !is_later(state) => state.tell(view),
            before => {
                let state = State::of(view);
                let before = before.and_then(|state| state.first());
                state.mount(parent, before.as_ref().or(end));
                states.insert(place, state);
            }
        }
    }
    for state in states.drain(number..) {
        state.unmount();
    }
}

/// Brings what stands further down to this place. What it passes goes away if it is not seen again: then what is brought need not
/// leave the document, where it would lose the focus.
fn bring(
    states: &mut Vec<State>,
    place: usize,
    further: usize,
    is_later: impl Fn(&State) -> bool,
    parent: &Node,
) {
    let passed = states.get(place..place + further).unwrap_or_default();
    if passed
        .iter()
        .any(|state| is_later(state) || state.id().is_none())
    {
        let state = states.remove(place + further);
        let before = states.get(place).and_then(State::first);
        state.mount(parent, before.as_ref());
        states.insert(place, state);
    } else {
        for state in states.drain(place..place + further) {
            state.unmount();
        }
    }
}

fn put(parent: &Node, node: &Node, before: Option<&Node>) {
    // Both are nodes of the page.
    let _ = parent.insert_before(node, before);
}

fn take(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}

/// An element that never changes.
fn written(html: &str, is_drawing: bool) -> Node {
    let template = document().create_element("template").unwrap_throw();
    if is_drawing {
        template.set_inner_html(&["<svg>", html, "</svg>"].concat());
    } else {
        template.set_inner_html(html);
    }
    let content = template.unchecked_into::<HtmlTemplateElement>().content();
    let first = content.first_child().unwrap_throw();
    if is_drawing {
        first.first_child().unwrap_throw()
    } else {
        first
    }
}
