//! Names for made-up people. Given and family names are combined by chance across many languages;
//! nobody real is meant.

/// Given names.
pub(crate) const GIVEN: &[&str] = &[
    "Aino", "Alba", "Amadou", "Amara", "Anneke", "Anjali", "Arjun", "Arvid", "Asel", "Astrid", "Aurelie",
    "Ayumi", "Baran", "Beatriz", "Bilal", "Bogdan", "Branka", "Bronwen", "Caoimhe", "Catalina", "Chidi",
    "Clemens", "Corentin", "Dagny", "Daiki", "Danica", "Dariusz", "Davit", "Delphine", "Dilek", "Dimitri",
    "Ebba", "Edwin", "Ekene", "Elif", "Eluned", "Emeka", "Enrique", "Erzsébet", "Esra", "Fabienne",
    "Farida", "Fatou", "Fedor", "Femke", "Fiona", "Florin", "Frida", "Gabor", "Gintaras", "Giulia",
    "Gudrun", "Hakan", "Halima", "Hanneke", "Harriet", "Hedda", "Hiroshi", "Hoang", "Ibrahim", "Ilse",
    "Imani", "Ines", "Ioana", "Isko", "Ivana", "Jacek", "Jamila", "Jasper", "Joaquim", "Jolanda", "Jorun",
    "Kaapo", "Kalina", "Kamal", "Kateryna", "Kenji", "Khadija", "Kirsten", "Kwame", "Lamine", "Leena",
    "Leocadia", "Liang", "Linnea", "Ljubo", "Lotte", "Luisa", "Maarten", "Magda", "Mahmoud", "Malin",
    "Manuela", "Marek", "Mbali", "Mehmet", "Meilin", "Mirela", "Naoko", "Nadir", "Nele", "Nikhil", "Niamh",
    "Noor", "Obinna", "Odile", "Oleksandr", "Orla", "Paloma", "Pedro", "Petronela", "Priya", "Quentin",
    "Radka", "Ravi", "Renske", "Rosalind", "Ruben", "Sabela", "Safiya", "Sanjay", "Saoirse", "Selma",
    "Sibusiso", "Signe", "Soraya", "Stjepan", "Svea", "Tadeusz", "Tamar", "Tariq", "Thandiwe", "Thorsten",
    "Tomoko", "Ulla", "Urszula", "Vaclav", "Vesna", "Vikram", "Wanjiru", "Wiebke", "Xavier", "Yara",
    "Yusuf", "Zainab", "Zoltan", "Zuzana",
];

/// Family names.
pub(crate) const FAMILY: &[&str] = &[
    "Abascal", "Achterberg", "Adeyinka", "Ahlgren", "Albu", "Amoako", "Anquetil", "Arslanoglu", "Asante",
    "Bakkerud", "Balogh", "Banda", "Barzani", "Beltrami", "Benali", "Bergqvist", "Bhandari", "Blahova",
    "Boateng", "Brandsma", "Brezina", "Cabrero", "Calloway", "Chakrabarti", "Chernenko", "Cisse", "Coelho",
    "Costigan", "Czerny", "Dahlström", "Danjuma", "Delacroze", "Demirbas", "Dlamini", "Dobrev", "Drummond",
    "Eikeland", "Ekström", "Elbaz", "Emmerich", "Eriksdotter", "Espada", "Fagerholm", "Farahani", "Feldkamp",
    "Ferreira", "Fjeldstad", "Fontaine", "Gajewski", "Galbraith", "Ganbold", "Georgiou", "Ghebre", "Gomulka",
    "Grzeszczak", "Gunnarsson", "Haddadi", "Halvorsen", "Hamidou", "Hashimoto", "Havranek", "Heijmans",
    "Hendricks", "Hollenbeck", "Horvath", "Ibekwe", "Ilieva", "Ismailov", "Iversen", "Jablonski", "Jankauskas",
    "Jayasuriya", "Joubert", "Juarez", "Kadirov", "Kallio", "Kamara", "Karlsen", "Kasprzak", "Kawamoto",
    "Keogh", "Kessler", "Kilpatrick", "Kleinhans", "Kobayashi", "Kovalenko", "Krstic", "Kuznets", "Laaksonen",
    "Lefebvrier", "Lindqvist", "Lomidze", "Lungu", "MacAskill", "Mahlangu", "Makinen", "Malhotra", "Marchetti",
    "Mbeki-Rowe", "Mendonca", "Mikkelsen", "Mokoena", "Morvan", "Mwangi", "Nakagawa", "Nascimento", "Ndiaye",
    "Nieminen", "Novotna", "Nwosu", "Obradovic", "Oduya", "Okonjo", "Oliveros", "Ostrowski", "Ozturk",
    "Palsson", "Pangestu", "Papadakis", "Pereira", "Petrosyan", "Pfister", "Popescu", "Quarles", "Rademaker",
    "Rahimi", "Ramanathan", "Rautio", "Ribeiro", "Rozycki", "Saarinen", "Sadowska", "Sandoval", "Schuurmans",
    "Sefton", "Sithole", "Skoglund", "Sorensen", "Stanescu", "Szalai", "Takahara", "Tellier", "Thistlewood",
    "Tremblant", "Tshabalala", "Ulvestad", "Uzoma", "Vanderhoek", "Vasquez", "Verhagen", "Voronin",
    "Wachira", "Waldmeier", "Westergaard", "Wierzbicki", "Yamanaka", "Yilmaz", "Zelenka", "Zhou", "Zubiri",
];

/// A name as it stands in an address: plain letters, joined by dots.
pub(crate) fn in_address(name: &str) -> String {
    name.chars().filter_map(plain).collect()
}

fn plain(letter: char) -> Option<char> {
    match letter {
        'é' => Some('e'),
        'ö' => Some('o'),
        ' ' => Some('.'),
        '-' => Some('-'),
        _ => letter.is_ascii_alphabetic().then(|| letter.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_keeps_all_its_letters_in_an_address() {
        for name in GIVEN.iter().chain(FAMILY) {
            assert_eq!(in_address(name).chars().count(), name.chars().count(), "{name}");
        }
        assert_eq!(in_address("Erzsébet Mbeki-Rowe"), "erzsebet.mbeki-rowe");
    }

    #[test]
    fn no_name_stands_there_twice() {
        for list in [GIVEN, FAMILY] {
            let mut names = list.to_vec();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), list.len());
        }
    }
}
