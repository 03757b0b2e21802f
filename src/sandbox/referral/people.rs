//! The people and companies of a referral: customer, contacts, sellers, inviter.
//! All of them made up.

use super::super::dice::Dice;
use super::super::json::{Json, Padded};

pub(super) const CUSTOMERS: [&str; 12] = [
    "Anadolu Çelik &amp; Ortakları",
    "Işık Yazılım A.Ş.",
    "Güneş Gıda Sanayi",
    "Şahin Lojistik",
    "Öztürk &amp; Oğulları",
    "İzmir Liman İşletmeleri",
    "Contoso",
    "Fabrikam &amp; Co",
    "Northwind Traders",
    "Adatum \\\"Retail\\\" Ltd",
    "Çağdaş Eğitim Vakfı",
    "Wide World Importers",
];
const CITIES: [(&str, &str, &str); 6] = [
    ("İstanbul", "34000", "TR"),
    ("İzmir", "35000", "TR"),
    ("Eskişehir", "26000", "TR"),
    ("Seattle", "98101", "US"),
    ("Köln", "50667", "DE"),
    ("Łódź", "90-001", "PL"),
];
const SIZES: [&str; 6] = [
    "1to9employees",
    "51to250employees",
    "1001to5000employees",
    "Morethan20000employees",
    "51to500employees",
    "",
];

pub(super) fn customer(json: &mut Json<'_>, dice: &mut Dice, index: u64) {
    json.object("customerProfile", |json| {
        let (city, postal_code, country) = dice.pick(CITIES);
        json.text("name", dice.pick(CUSTOMERS))
            .text("size", dice.pick(SIZES))
            .object("address", |json| {
                json.text("addressLine1", ("Atatürk Cd. ", index % 300))
                    .raw("addressLine2", "null")
                    .text("city", city)
                    .text("postalCode", postal_code)
                    .text("country", country);
            })
            .array("team", |json| member(json, dice, "customer.example"));
        match dice.below(3) {
            0 => json.raw("ids", "{}"),
            1 => json.raw("ids", "[]"),
            _ => json.array("ids", |json| {
                json.item(|json| {
                    json.text("profileType", "Duns")
                        .text("id", Padded::<9>(index % 1_000_000_000));
                });
            }),
        };
    });
}

pub(super) fn member(json: &mut Json<'_>, dice: &mut Dice, domain: &str) {
    json.item(|json| {
        let number = dice.below(9_000);
        json.text("firstName", dice.pick(["Ayşe", "Çağrı", "Pat", "İpek"]))
            .text("lastName", dice.pick(["Yıldız", "Öz", "Example"]))
            .text("email", (("kisi", number), "@", domain));
        match dice.chance(40) {
            true => json.text("phoneNumber", ("+9021255", Padded::<5>(number))),
            false => json.raw("phoneNumber", "null"),
        };
    });
}

pub(super) fn invite(json: &mut Json<'_>, dice: &mut Dice) {
    if dice.chance(60) {
        json.raw("inviteContext", "null");
        return;
    }
    let inviter = match dice.chance(60) {
        true => r#"{"organizationId":"msft","organizationName":"Microsoft"}"#,
        false => "null",
    };
    json.object("inviteContext", |json| {
        json.raw("notes", "null")
            .text("assistanceRequestCode", "Unknown")
            .raw("invitedBy", inviter);
    });
}
