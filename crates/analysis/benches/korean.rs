//! Speed of the Korean analysis: an eojeol at a time with and without its memory, and a whole text.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use seoji_analysis::korean::{Dictionary, Korean};

const TEXT: &str = "조선민주주의인민공화국의 정보기술 연구는 국방과학연구원과 조선컴퓨터중심에서 이루어졌다. \
    붉은별 운영체제는 리눅스를 바탕으로 만들어졌으며 광명망에 접속하는 데 쓰인다고 알려져 있다. \
    해커부대가 암호화폐 거래소를 공격했다는 보도가 나온 뒤 산업은행 미래전략연구소는 보고서를 냈다.";

fn eojeols(c: &mut Criterion) {
    let words: Vec<&str> = TEXT
        .split_whitespace()
        .map(|word| word.trim_end_matches('.'))
        .collect();
    assert_eq!(words.len(), 28, "the words of the text");
    let korean = Korean::new(Dictionary::embedded());
    let morphemes: usize = words
        .iter()
        .map(|word| korean.eojeol(word).morphemes.len())
        .sum();
    assert!((60..90).contains(&morphemes), "{morphemes} morphemes");

    let mut group = c.benchmark_group("korean");
    let bytes = words.iter().map(|word| word.len() as u64).sum();
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("eojeol, remembered", |b| {
        b.iter(|| {
            words
                .iter()
                .map(|word| korean.eojeol(black_box(word)).morphemes.len())
                .sum::<usize>()
        });
    });
    group.bench_function("eojeol, afresh", |b| {
        b.iter(|| {
            let count = |word: &&str| korean.eojeol_uncached(black_box(word)).morphemes.len();
            words.iter().map(count).sum::<usize>()
        });
    });
    group.throughput(Throughput::Bytes(TEXT.len() as u64));
    group.bench_function("sentence", |b| {
        b.iter(|| korean.sentence(black_box(TEXT)).len())
    });
    group.finish();
}

criterion_group!(benches, eojeols);
criterion_main!(benches);
