//! `deploy/nginx.conf` in a real nginx: the files with their headers, and what passes to Service Provider Foundation.

mod answers;
mod files;
mod passing;
mod scene;
