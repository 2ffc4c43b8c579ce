//! Words that the articles of other languages are made of; scientific lists write many of them without their accents.

/// Words of a language of Europe.
pub(super) struct Tongue {
    /// How titles begin.
    pub(super) openings: &'static [&'static str],
    pub(super) nouns: &'static [&'static str],
    /// What stands behind a noun.
    pub(super) attributes: &'static [&'static str],
    /// What ties nouns.
    pub(super) links: &'static [&'static str],
    /// How the names of journals begin, and of what they are.
    pub(super) journals: &'static [&'static str],
    pub(super) fields: &'static [&'static str],
    pub(super) and: &'static [&'static str],
    pub(super) families: &'static [&'static str],
    pub(super) given: &'static [&'static str],
}

/// Words of a language that writes in Chinese characters without spaces.
pub(super) struct HanTongue {
    pub(super) nouns: &'static [&'static str],
    pub(super) links: &'static [&'static str],
    /// How titles end.
    pub(super) endings: &'static [&'static str],
    pub(super) fields: &'static [&'static str],
    /// How the names of journals end.
    pub(super) journals: &'static [&'static str],
    pub(super) regions: &'static [&'static str],
    pub(super) universities: &'static [&'static str],
    pub(super) families: &'static [&'static str],
    pub(super) given: &'static [&'static str],
}

/// French, German, Italian, Spanish.
#[rustfmt::skip]
pub(super) const TONGUES: &[Tongue] = &[
    Tongue {
        openings: &[
            "Sur", "Note sur", "Étude de", "Etude de la", "Recherches sur", "Contribution à l'étude de", "Contribution a l'etude des",
            "Observations sur", "Essai sur", "Nouvelles", "Quelques", "Description de", "Analyse de", "Remarques sur la", "Les",
            "La", "Le", "Une", "Mémoire sur", "Apercu de", "Histoire de", "Évolution de", "De la", "Théorie de", "Influence de",
        ],
        nouns: &[
            "propriétés", "structure", "système", "espèces", "especes", "plantes", "flore", "faune", "équation", "fonctions",
            "groupes", "acide", "composition", "formation", "développement", "politique", "société", "economie", "langue", "littérature",
            "traduction", "enseignement", "reseaux", "eaux", "sols", "roches", "cellules", "traitement", "mouvement", "probleme",
            "méthode", "variétés", "insectes", "coleopteres", "vin", "ville", "droit", "memoire", "représentations", "corps",
        ],
        attributes: &[
            "nouvelles", "français", "francaise", "de la Chine", "d'Asie", "du Nord", "marines", "chimiques",
            "linéaires", "de la société", "des plantes", "sociale", "politique", "moderne", "chez l'enfant", "des sols", "de l'eau",
            "en France", "de la Coree", "au XIXe siècle", "tropicale", "publique", "aux derivees partielles", "urbaines",
        ],
        links: &["de", "des", "du", "de la", "et", "et la", "dans", "dans les", "en", "pour", "par", "sur", "avec", "chez les", "à", "au"],
        journals: &[
            "Revue", "Revue de", "Revue française de", "Revue generale de", "Annales de", "Annales des", "Bulletin de la Société de",
            "Bulletin de la Societe francaise de", "Bulletin du Museum de", "Bulletin de l'Institut de", "Comptes Rendus de l'Academie de",
            "Comptes rendus hebdomadaires de", "Journal de", "Cahiers de", "Archives de", "Mémoires de la Société de", "Travaux du Laboratoire de",
            "Recueil des travaux de", "Études de", "Actes du colloque de", "Publications de l'Institut de",
        ],
        fields: &[
            "Paris", "Zoologie", "Botanique", "Physique", "Chimie", "Mathématiques", "Mathematiques Pures", "Géologie", "Geographie",
            "Biologie", "Philosophie", "Linguistique", "Littérature Comparée", "Sociologie", "Histoire Naturelle", "Medecine", "Psychologie",
            "France", "Entomologie", "l'Education", "l'Enseignement", "Droit Public", "Sciences Politiques", "Genève", "la Recherche",
        ],
        and: &["et", "et de", "et d'"],
        families: &[
            "Dubois", "Lefèvre", "Moreau", "Girard", "Lambert", "Rousseau", "Fontaine", "Chevalier", "Perrin", "Gauthier", "Mercier",
            "Blanchard", "Guérin", "Boyer", "Garnier", "Faure", "Colin", "Legrand", "de la Tour", "Le Gall", "Renard", "Marchand",
        ],
        given: &["Jean", "Pierre", "Marie", "Claude", "Michel", "Anne", "Jacques", "Louis", "Henri", "Sophie", "Jean-Paul", "Émile"],
    },
    Tongue {
        openings: &[
            "Über", "Uber die", "Ueber den", "Zur", "Zur Theorie der", "Zur Frage der", "Zum", "Beiträge zur", "Beitrage zur Kenntnis der",
            "Beitrag zur", "Untersuchungen über", "Untersuchungen uber die", "Die", "Der", "Das", "Ein", "Eine", "Einige", "Neue",
            "Neuere", "Bemerkungen zu", "Ergebnisse der", "Einfluss der", "Bestimmung von", "Studien zur", "Grundlagen der", "Von der",
        ],
        nouns: &[
            "Entwicklung", "Gleichung", "Theorie", "Eigenschaften", "Struktur", "Verteilung", "Bildung", "Politik", "Gesellschaft",
            "Wirtschaft", "Familie", "Sprache", "Literatur", "Übersetzung", "Recht", "Verwaltung", "Schule", "Unterricht",
            "Pflanzen", "Fauna", "Insekten", "Arten", "Gattung", "Metalle", "Kristalle", "Strahlung", "Wasser", "Böden", "Zellen",
            "Stoffwechsel", "Behandlung", "Verfahren", "Methode", "Funktionen", "Gruppen", "Zahlen", "Städte", "Arbeit",
        ],
        attributes: &[
            "der Gesellschaft", "der Pflanzen", "im Alter", "in Deutschland", "der Bundesrepublik", "in Europa", "der Moderne",
            "des Menschen", "bei Kindern", "der Physik", "im Raum", "von Zahlen", "der Stadt", "im 19. Jahrhundert",
            "des Wassers", "unter Druck", "der Geschichte", "nach der Wende", "einer Variablen", "der Familie",
        ],
        links: &["und", "und die", "in", "in der", "von", "bei", "mit", "mit der", "für", "fur die", "der", "des", "zwischen", "durch", "als", "auf"],
        journals: &[
            "Zeitschrift für", "Zeitschrift fur", "Zeitschrift fuer", "Archiv für", "Archiv fur", "Jahrbuch für", "Jahrbuch der",
            "Annalen der", "Berichte der", "Beiträge zur", "Mitteilungen der", "Mitteilungen aus der", "Abhandlungen der",
            "Sitzungsberichte der", "Verhandlungen der Gesellschaft für", "Vierteljahrschrift für", "Monatshefte für", "Handbuch der",
            "Zentralblatt für", "Forschungen zur", "Blätter für", "Schriften zur",
        ],
        fields: &[
            "Physik", "Naturforschung", "Chemie", "Physikalische Chemie", "Mathematik", "Anorganische Chemie", "Zoologie", "Botanik",
            "Geologie", "Psychologie", "Soziologie", "Politik", "Wirtschaft", "Statistik", "Pädagogik", "Bildung",
            "Philosophie", "Sprachwissenschaft", "Germanistik", "Geschichte", "Rechtswissenschaft", "Verwaltung",
            "Wissenschaften", "Landwirtschaft", "Metallkunde", "Medizin", "Entomologie",
        ],
        and: &["und", "und der", "u."],
        families: &[
            "Müller", "Schmidt", "Schneider", "Fischer", "Weber", "Wagner", "Becker", "Hoffmann", "Schäfer", "Koch", "Richter", "Klein",
            "Wolf", "Schröder", "Neumann", "Braun", "Zimmermann", "Krüger", "Hartmann", "Lange", "von Berg", "Kaiser", "Vogel", "Winkler",
        ],
        given: &["Hans", "Karl", "Peter", "Wolfgang", "Klaus", "Ursula", "Helga", "Dieter", "Jürgen", "Ernst", "Karl-Heinz", "Eva"],
    },
    Tongue {
        openings: &["Sulla", "Sulle", "Sui", "Studi sulla", "Studio di", "Ricerche su", "La", "Il", "Le", "Osservazioni su", "Note su", "Contributo alla conoscenza di", "Alcune"],
        nouns: &[
            "probabilità", "teoria", "funzioni", "società", "politica", "economia", "lingua", "letteratura", "specie",
            "flora", "acque", "terreni", "proprietà", "struttura", "scuola", "diritto", "storia", "città", "metodo", "sviluppo",
        ],
        attributes: &["italiana", "moderna", "della società", "in Italia", "nel Novecento", "delle acque", "lineari", "del Mediterraneo"],
        links: &["e", "e la", "di", "del", "della", "delle", "nella", "per", "con", "tra", "in"],
        journals: &["Rivista di", "Rivista italiana di", "Annali di", "Archivio per", "Bollettino della Società di", "Giornale di", "Atti della Accademia di", "Rendiconti di", "Quaderni di"],
        fields: &["Matematica", "Statistica", "Zoologia", "Botanica", "Fisica", "Geologia", "Storia", "Torino", "Filosofia", "Linguistica", "Medicina"],
        and: &["e", "e di"],
        families: &["Rossi", "Bianchi", "Ferrari", "Esposito", "Romano", "Ricci", "Marino", "Greco", "Conti", "De Luca", "Mancini", "Lombardi"],
        given: &["Giuseppe", "Marco", "Paolo", "Carlo", "Anna", "Luigi", "Franco", "Lucia"],
    },
    Tongue {
        openings: &["Sobre", "Estudio de", "Estudio sobre la", "Análisis de", "El", "La", "Los", "Las", "Nuevas", "Notas sobre", "Efecto de", "Una", "Hacia", "Contribución al estudio de"],
        nouns: &[
            "desarrollo", "política", "sociedad", "economía", "lengua", "literatura", "educación", "traducción", "especies", "flora", "plantas",
            "agua", "suelos", "historia", "derecho", "ciudad", "teoría", "método", "estructura", "comunicación", "novela", "memoria",
        ],
        attributes: &["española", "en América Latina", "social", "moderna", "de la sociedad", "del siglo XX", "en México", "rural", "de los jóvenes", "tropical"],
        links: &["y", "y la", "de", "del", "de la", "de los", "en", "en la", "para", "por", "con", "entre"],
        journals: &["Revista de", "Revista española de", "Revista Latinoamericana de", "Anales de", "Boletín de la Sociedad de", "Cuadernos de", "Estudios de", "Archivos de", "Actas de", "Anuario de"],
        fields: &["Filología", "Educación", "Sociología", "Economía", "Historia", "Literatura", "Lingüística", "Derecho", "Biología", "Botánica", "Medicina", "Geografía", "Psicología", "Madrid"],
        and: &["y", "y de"],
        families: &["García", "Fernández", "López", "Martínez", "Sánchez", "Gómez", "Díaz", "Moreno", "Álvarez", "Romero", "Navarro", "de la Cruz"],
        given: &["José", "María", "Juan", "Carmen", "Antonio", "Luis", "Elena", "Miguel"],
    },
];

/// Chinese in traditional and in simplified characters, Japanese.
#[rustfmt::skip]
pub(super) const HAN: &[HanTongue] = &[
    HanTongue {
        nouns: &[
            "中醫", "針灸", "經絡", "醫學思想", "傷寒論", "臨床應用", "歷史", "制度", "教育", "經濟發展", "企業管理", "文化",
            "語言", "漢字", "小說", "詩歌", "儒學", "社會變遷", "工業", "環境污染", "水質", "建築", "佛教", "朝鮮", "臺灣", "香港", "婦女", "勞動力",
            "消費者", "品牌", "政策", "法律", "土地", "移民", "考古", "陶器", "古墳", "方言", "宗教", "音樂", "舞蹈",
        ],
        links: &["與", "的", "和", "及", "對", "之", "在", "及其", "中的", "對於"],
        endings: &["研究", "初探", "探析", "之研究", "的研究", "考", "略論", "淺談", "分析", "的影響", "概述", "的現狀", "綜述", "比較", "的關係", "評析", "新論", "體會", ""],
        fields: &["中醫", "中醫藥", "歷史", "教育", "經濟", "管理", "文史", "語文", "環境", "建築", "考古", "醫學", "社會", "文學", "哲學", "民族", "藝術", "中國"],
        journals: &["雜誌", "學報", "研究", "評論", "季刊", "月刊", "論叢", "世界", "學刊", "科學", "通訊", "集刊", "導刊", "大學學報"],
        regions: &["中國", "浙江", "北京", "上海", "臺灣", "江蘇", "現代", "中華", "四川", "遼寧", "河南", "國際", "當代"],
        universities: &["北京大學", "南京中醫藥大學", "臺灣大學", "吉林大學", "延邊大學", "浙江師範大學", "安徽醫學院", "東北師大"],
        families: &["王", "李", "張", "劉", "陳", "楊", "趙", "黃", "周", "吳", "徐", "孫", "胡", "朱", "高", "林", "何", "郭", "馬", "羅", "梁", "宋", "鄭", "謝", "韓", "唐", "馮", "許", "鄧", "曹", "彭"],
        given: &["明", "華", "國", "偉", "麗", "芳", "英", "志", "文", "軍", "建", "平", "玉", "紅", "生", "永", "德", "春", "海", "雲", "飛", "宜", "秀", "俊", "家", "梅", "東", "立", "學", "清", "克", "金"],
    },
    HanTongue {
        nouns: &[
            "经济增长", "企业", "产业结构", "农村", "农民工", "城市化", "大学生", "教育改革", "汉语教学", "中国", "韩国", "朝鲜半岛", "外交政策",
            "生态环境", "人工智能", "互联网", "消费者行为", "品牌形象", "金融市场", "人民币汇率", "技术创新", "翻译理论",
            "现代文学", "电影", "旅游业", "社会保障", "老年人", "公共服务", "法律制度", "知识产权", "马克思主义", "历史", "思想", "词汇", "语法",
        ],
        links: &["与", "的", "和", "及", "对", "在", "及其", "中的", "下的", "背景下的", "基于"],
        endings: &["研究", "的研究", "探析", "初探", "分析", "的实证研究", "的影响", "的影响因素", "综述", "的思考", "的启示", "比较研究", "述评", "的路径", "策略", ""],
        fields: &["经济", "管理", "教育", "环境", "社会科学", "国际", "外语", "民族", "旅游", "金融", "科技", "文艺", "历史", "法学", "心理", "财经", "电影"],
        journals: &["研究", "学报", "杂志", "评论", "论坛", "世界", "科学", "学刊", "导刊", "问题", "探索", "与实践", "教学", "动态", "大学学报"],
        regions: &["中国", "东北", "当代", "世界", "现代", "北京", "国际", "南京", "上海", "东南亚", "华东"],
        universities: &["北京大学", "延边大学", "复旦大学", "吉林大学", "中央民族学院", "山东师范大学", "华东理工大学", "对外经贸大学"],
        families: &["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "许", "邓", "方"],
        given: &["明", "华", "国", "伟", "丽", "芳", "英", "志", "文", "军", "建", "平", "玉", "红", "生", "永", "春", "海", "云", "飞", "俊", "实", "东", "洁", "晓", "雪", "强", "敏", "佳"],
    },
    HanTongue {
        nouns: &[
            "地域社会", "高齢者", "都市計画", "住宅", "コミュニティ", "コンクリート", "地盤", "河川",
            "法律", "憲法", "朝鮮", "朝鮮半島", "高麗", "新羅", "土器", "古墳", "寺院", "仏教", "植民地", "日本語", "日本語教育", "敬語表現", "談話",
            "若者", "家族", "学校教育", "看護", "介護保険", "糖尿病", "子ども", "企業", "生産システム", "農業", "緑地", "植物", "アニメ", "映画", "近代文学", "夏目漱石", "翻訳", "経済政策",
        ],
        links: &["の", "と", "における", "に関する", "による", "を対象とした", "からみた", "をめぐる", "及び", "のための", "に対する", "への"],
        endings: &[
            "に関する研究", "の研究", "について", "の検討", "に關する研究", "の分析", "の課題", "を中心に", "の特性", "の影響", "の一考察", "の事例",
            "に関する実験的研究", "とその評価", "の展望", "の再検討", "の現状と課題", "論", "",
        ],
        fields: &["日本建築", "土木", "日本語", "日本文学", "歴史", "朝鮮史", "考古", "都市計画", "教育", "社会", "看護", "農業", "経済", "法律", "国語と国文学", "思想", "造園"],
        journals: &["研究", "論文集", "学会論文集", "学会誌", "雑誌", "学報", "年報", "紀要", "研究報告", "時報", "論叢", "学研究", "會誌", "評論"],
        regions: &["日本", "東京", "関西", "九州", "朝鮮", "東洋", "季刊", "月刊", "現代"],
        universities: &["東京大学文学部", "京都大学人文科学研究所", "早稲田大学", "九州大学", "立命館大学", "慶應義塾大学", "筑波大学", "東北大学"],
        families: &["佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林", "清水", "斎藤", "岡本", "米田", "小川", "藤田", "石井", "森"],
        given: &["一", "郎", "男", "夫", "子", "美", "治", "弘", "正", "人", "知", "輝", "之", "秀", "修", "眞", "恵", "和", "明", "隆", "健", "由", "佳", "大", "樹", "茂", "代", "理"],
    },
];
