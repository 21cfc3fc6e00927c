use super::*;
use crate::odata::estate::model;
use crate::odata::model::Edm;

#[test]
fn the_services_model_has_the_keys_and_the_navigation_of_its_clients() {
    let model = model();
    for set in model.sets() {
        let expected: &[&str] = match set.name.as_str() {
            "UserRoles" => &["ID"],
            _ => &["ID", "StampId"],
        };
        assert_eq!(set.entity_type.key, expected, "{}", set.name);
    }
    let machine = &model.set("VirtualMachines").unwrap().entity_type;
    let navigation: Vec<(&str, &str, bool)> = machine
        .navigation
        .iter()
        .map(|navigation| {
            (
                navigation.name.as_str(),
                navigation.set.as_str(),
                navigation.many,
            )
        })
        .collect();
    assert_eq!(
        navigation,
        [
            ("Cloud", "Clouds", false),
            ("FailedJob", "Jobs", false),
            ("MostRecentTask", "Jobs", false),
            ("VMCheckpoints", "VMCheckPoints", true),
            ("VirtualDVDDrives", "VirtualDVDDrives", true),
            ("VirtualDiskDrives", "VirtualDiskDrives", true),
            ("VirtualHardDisks", "VirtualHardDisks", true),
            ("VirtualNetworkAdapters", "VirtualNetworkAdapters", true),
            ("VirtualSCSIAdapters", "VirtualSCSIAdapters", true),
        ]
    );
    assert_eq!(
        machine.property("Owner").unwrap().kind,
        Kind::Complex("VMM.UserAndRole".into())
    );
    assert_eq!(
        machine.property("TotalSize").unwrap().kind,
        Kind::Primitive(Edm::Int64)
    );
    assert!(model.set("VMCheckpoints").is_none(), "case counts");
}

#[test]
fn properties_stand_in_the_order_that_was_recorded() {
    let model = model();
    let names = |set: &str| -> Vec<String> {
        let of = &model.set(set).unwrap().entity_type;
        of.properties.iter().map(|p| p.name.clone()).collect()
    };
    assert_eq!(
        names("VMCheckPoints"),
        [
            "Accessibility",
            "AddedTime",
            "CheckpointID",
            "Confirm",
            "Description",
            "Enabled",
            "ID",
            "ModifiedTime",
            "Name",
            "ParentCheckpointID",
            "RunAsynchronously",
            "StampId",
            "VMCheckPointAction",
            "VMId"
        ]
    );
    let jobs = names("Jobs");
    let place = |name: &str| jobs.iter().position(|known| known == name).unwrap();
    assert!(place("OwnerSID") < place("PROTipID") && place("PROTipID") < place("Password"));
}

#[test]
fn what_leads_nowhere_is_an_error() {
    let good = model().csdl().to_owned();
    for (from, to) in [
        (r#"EntityType="VMM.Job""#, r#"EntityType="VMM.Task""#),
        (r#"Type="VMM.ErrorInfo""#, r#"Type="VMM.Nothing""#),
        (r#"Type="Edm.Byte""#, r#"Type="Edm.Bite""#),
        (r#"ToRole="Cloud""#, r#"ToRole="Clod""#),
        (
            r#"<PropertyRef Name="ID" />"#,
            r#"<PropertyRef Name="Id" />"#,
        ),
        (
            r#"Name="StampId" Type="Edm.Guid" Nullable="false""#,
            r#"Name="StampId" Type="Edm.Guid""#,
        ),
        (r#"<Property Name="Name""#, r#"<Property Name="ID""#),
        ("2009/11/edm", "2006/04/edm"),
        ("</edmx:Edmx>", ""),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from}");
        assert!(Model::parse(&bad).is_err(), "{from} {to}");
    }
}
