//! Small accessible parts. They know nothing of any service.

pub mod caret;
pub mod copy_button;
pub mod dialog;
pub mod direction;
pub mod drag;
pub mod elapsed;
pub mod failure_view;
pub mod hear;
pub mod icon;
pub mod live;
pub mod menu;
pub mod message_bar;
pub mod rows;
pub mod sign_in_failure_view;
pub mod status;
pub mod text_field;
pub mod tree;
