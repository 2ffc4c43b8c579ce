//! The dictionary embedded and opened from a folder is one and the same.

use crate::{Dictionary, Error, Make, Tag};

#[test]
fn words_tell_their_details() {
    let dictionary = Dictionary::embedded();
    let find = |surface: &str, tags: &str| {
        let entries = dictionary.lindera().prefix_dictionary.find_surface(surface);
        let ids = entries.iter().map(|entry| entry.word_id().id());
        let mut ids = ids.filter(|&id| dictionary.word(id).tags == tags);
        ids.next().unwrap_or_else(|| panic!("no {surface}/{tags}"))
    };
    let compound = find("연구소", "NNG");
    assert_eq!(dictionary.word(compound).expression, Some("#2NNG+1NNG"));
    assert_eq!(dictionary.class(compound).make(), Make::Compound);
    let inflected = find("아름다운", "VA+ETM");
    assert_eq!(dictionary.class(inflected).tag(), Tag::Va);
    assert_eq!(dictionary.class(inflected).make(), Make::Inflected);
    assert_eq!(dictionary.word(find("北", "NNG")).reading, Some("북"));
    assert_eq!(dictionary.class(u32::MAX).tag(), Tag::Unknown);
}

#[test]
fn every_class_is_that_of_its_record() {
    let dictionary = Dictionary::embedded();
    let count = dictionary.lindera().prefix_dictionary.word_count();
    assert_eq!(count, 816_283);
    for id in (0..count as u32).step_by(97) {
        let first = dictionary.word(id).tags.split('+').next().unwrap();
        assert_eq!(dictionary.class(id).tag().name(), first, "word {id}");
    }
}

#[test]
fn a_folder_with_the_same_files_is_the_same_dictionary() {
    let folder = tempfile::tempdir().unwrap();
    for name in crate::fingerprint::FILES {
        std::fs::copy(
            format!("{}/{name}", env!("OUT_DIR")),
            folder.path().join(name),
        )
        .unwrap();
    }
    let (opened, embedded) = (
        Dictionary::open(folder.path()).unwrap(),
        Dictionary::embedded(),
    );
    assert_eq!(opened.hash().unwrap(), embedded.hash().unwrap());
    for id in (0..816_283).step_by(997) {
        assert_eq!(opened.class(id), embedded.class(id));
        assert_eq!(opened.word(id), embedded.word(id));
    }
    let characters = &opened.lindera().character_definition;
    for c in (0..0x3_0000).filter_map(char::from_u32) {
        assert_eq!(
            embedded.character_classes(c),
            characters.lookup_categories(c),
            "{c}"
        );
    }
    for left in 0..2_000 {
        assert_eq!(opened.left_class(left), embedded.left_class(left));
    }
}

#[test]
fn what_is_no_dictionary_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let error = Dictionary::open(folder.path().join("nowhere")).unwrap_err();
    assert!(matches!(error, Error::Load { .. }));
    assert!(error.to_string().contains("nowhere"), "{error}");
    assert!(Dictionary::open(folder.path()).is_err());
}

#[test]
fn every_tag_has_its_own_name_and_fits_six_bits() {
    for &tag in Tag::ALL {
        assert_eq!(Tag::from_name(tag.name()), tag);
    }
    assert!(Tag::ALL.len() <= 64);
}
