//! Machines in an address. Ids that differ in their last segment only have the rest written once:
//! `/subscriptions/s/…/machines/web-01,web-02;/stamps/…`.

use crate::auth::percent;
use crate::model::resource_id::ResourceId;

/// Appends ids, which are in their order.
pub fn write(query: &mut String, ids: &[ResourceId]) {
    let mut last = "";
    for id in ids {
        let (folder, name) = (id.folder(), id.name());
        if !last.is_empty() && folder.eq_ignore_ascii_case(last) {
            query.push(',');
        } else {
            if !last.is_empty() {
                query.push(';');
            }
            for segment in folder.split('/').skip(1) {
                query.push('/');
                percent::encode_into(query, segment);
            }
            query.push('/');
        }
        percent::encode_into(query, name);
        last = folder;
    }
}

/// The ids in a text that may be anything.
pub fn read(text: &str) -> Vec<ResourceId> {
    let mut ids = Vec::new();
    for group in text.split(';') {
        let Some((folder, names)) = group
            .rsplit_once('/')
            .filter(|(folder, _)| !folder.is_empty())
        else {
            continue;
        };
        let folder = percent::decode(folder);
        for name in names.split(',').filter(|name| !name.is_empty()) {
            ids.push(ResourceId::new(
                &[&folder, "/", &percent::decode(name)].concat(),
            ));
        }
    }
    ids
}
