//! What a web server before Service Provider Foundation passes on, and what it does not: method, and path below `/spf/`.
//! `deploy/nginx.conf` and `deploy/web.config` are held against the same lists.

/// Every act on checkpoints and every reading of the console, in the spellings of SPF's clients.
pub const PASSED: [(&str, &str); 17] = [
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/$metadata",
    ),
    (
        "GET",
        "SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc/VirtualMachines?$expand=VMCheckpoints&$filter=Name%20eq%20'a'",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VirtualMachines()",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VirtualMachines(ID=guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')/VMCheckpoints/$count",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/UserRoles/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/Jobs?$filter=ID+eq+guid'e381ad2b-2375-45e4-a45f-64a1447a4ef6'",
    ),
    (
        "GET",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints(ID=guid%27a11cc636-5521-4f88-92b2-cad392911fe0%27,StampId=Guid'%7Bba4146fa-fb41-4f59-a193-ad00c52a138c%7D')",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines",
    ),
    ("GET", "sc2012/vmm/microsoft.management.odata.svc/Clouds"),
    (
        "GET",
        "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/services/systemcenter/VMM/VirtualMachines",
    ),
    (
        "POST",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints",
    ),
    (
        "POST",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
    (
        "MERGE",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
    (
        "PATCH",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints(StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c',ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0')?RunAsynchronously=1",
    ),
    (
        "PUT",
        "SC2012R2/VMM/97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/Microsoft.Management.Odata.svc/VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
    (
        "DELETE",
        "97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3/services/systemcenter/vmm/VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
];

/// What that host offers besides, and acts on other things than checkpoints.
pub const REFUSED: [(&str, &str); 16] = [
    ("GET", ""),
    ("GET", "iisstart.htm"),
    (
        "GET",
        "SC2012R2/Admin/Microsoft.Management.Odata.svc/Tenants",
    ),
    ("GET", "provider/subscriptions"),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/Administrators",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachinesElsewhere",
    ),
    (
        "GET",
        "SC2012R2/VMM/not-an-id/Microsoft.Management.Odata.svc/VirtualMachines",
    ),
    (
        "POST",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines",
    ),
    (
        "MERGE",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines(ID=guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
    (
        "DELETE",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines(ID=guid'3499b02c-8dc9-4c0d-aa83-097a1340cbda',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
    ),
    (
        "MERGE",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/UserRoles(guid'97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3')",
    ),
    ("POST", "SC2012R2/VMM/Microsoft.Management.Odata.svc/$batch"),
    (
        "DELETE",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints",
    ),
    (
        "DELETE",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints()",
    ),
    (
        "OPTIONS",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints",
    ),
    (
        "HEAD",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VMCheckPoints",
    ),
];

/// Paths that look like one place to one server and like another to the next.
pub const DISGUISED: [(&str, &str); 7] = [
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/../../Admin/Microsoft.Management.Odata.svc/Tenants",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/..%2f..%2fAdmin/Microsoft.Management.Odata.svc/Tenants",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/%2e%2e/%2e%2e/Admin/Microsoft.Management.Odata.svc/Tenants",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/..%5c..%5cAdmin%5cMicrosoft.Management.Odata.svc%5cTenants",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines/..%5c..%5c..%5cAdmin",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines/%252e%252e/%252e%252e/Admin",
    ),
    (
        "GET",
        "SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines%00",
    ),
];
