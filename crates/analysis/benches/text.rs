//! How fast text becomes tokens: short and long, English, Korean and mixed.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use seoji_analysis::{Analyzer, Field, Language, TokenBuffer};

const ENGLISH: &str = "Sources indicate that he participated to the biggest North Korean hacks such as the WannaCry \
    virus, which has infected hundreds of thousands of computers around the world such as the hacking of the Central \
    Bank of Bangladesh with a \\$ 81 million diversion[25]. He's considered as the leader of the group of hackers \
    Lazarus, responsible for the infiltration of the servers of the Sony Group. ";
const KOREAN: &str = "북한은 암호화폐 거래소를 해킹하여 외화를 벌어들이고 있는 것으로 알려졌다. 정찰총국 산하의 해커부대는 \
    다시 중국에 진출하였으며, 통일부는 이에 대하여 우려를 표명하였다. 2019년 4월 2일 토론회에서 전문가들은 가상화폐의 위험성을 \
    경고하였다. ";
const MIXED: &str = "Ju Song-ha, '지구촌 인터넷 혁명, 北 파고들 가능성은...' 美방송위 토론 회, \
    http://www.donga.com/news/Inter/New/article/all/20110216/34887225/1, (accessed: 2 April 2019). Red Star (붉은별; – \
    Pulgŭnbyŏl), KCC (조선컴퓨터위원회 – Chosŏnk'ŏmp'yut'ŏwiwŏnhoe). ";

fn text(c: &mut Criterion) {
    let analyzer = Analyzer::embedded();
    let mut tokens = TokenBuffer::new();
    let texts = [
        ("english", ENGLISH, Language::English),
        ("korean", KOREAN, Language::Korean),
        ("mixed", MIXED, Language::English),
    ];
    let mut group = c.benchmark_group("text");
    for (name, piece, language) in texts {
        for (length, copies) in [("short", 1), ("long", 200)] {
            let text = piece.repeat(copies);
            for field in [Field::Literal, Field::Stem] {
                analyzer.analyse(field, &text, language, &mut tokens);
                let count = tokens.len();
                assert!(count > 20 * copies, "{name} has {count} tokens");
                group.throughput(Throughput::Bytes(text.len() as u64));
                group.bench_function(format!("{name}/{length}/{field:?}"), |b| {
                    b.iter(|| {
                        analyzer.analyse(field, &text, language, &mut tokens);
                        assert_eq!(tokens.len(), count);
                    });
                });
            }
        }
    }
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
