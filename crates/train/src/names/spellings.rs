//! Where the training of the channel starts: for each letter of Hangul the spellings that romanisations use, the most
//! usual first. What the data do not show is forgotten, how often each occurs is learnt.
//!
//! Systems: Revised Romanisation (2000), McCune–Reischauer (1939) and ALA-LC, the North's rules of 1992, Yale; habits
//! of passports and newspapers; Polish, Czech, Hungarian, German. `O` and `U` stand for ŏ and ŭ, `'` for aspiration,
//! `_` for a letter that is not written.

/// Consonants before the vowel.
pub(super) const ONSETS: &[(char, &str)] = &[
    ('ㄱ', "g k gh kh c q kk ng x"),
    ('ㄲ', "kk gg k g ck"),
    ('ㄴ', "n l r nn _ y j"),
    ('ㄷ', "d t dh th"),
    ('ㄸ', "tt dd t d"),
    ('ㄹ', "r l n rh nn ll _ y rr rl lr j"),
    ('ㅁ', "m mm"),
    ('ㅂ', "b p bh v w"),
    ('ㅃ', "pp bb b p"),
    ('ㅅ', "s sh ss sz sch si x c z"),
    ('ㅆ', "ss s sh sz"),
    ('ㅇ', "_ n l r h ng j"),
    (
        'ㅈ',
        "j ch z c dz dzh dj g tj ts cz dsch dzs zh dsh tsch cs dż ds jh i xh",
    ),
    ('ㅉ', "jj tch ch j cz tz cch"),
    ('ㅊ', "ch ch' c tch j cz cs ts tsch tj csh chh tsh"),
    ('ㅋ', "k k' kh c q g ck kch"),
    ('ㅌ', "t th t' d tch tt"),
    ('ㅍ', "p ph p' f b pf pp"),
    ('ㅎ', "h k g p _ ch hh j kh t"),
];

/// Vowels.
pub(super) const VOWELS: &[(char, &str)] = &[
    ('ㅏ', "a ah ar aa u ha er o"),
    ('ㅐ', "ae ai e ay a ei eh ea eui"),
    ('ㅑ', "ya ia ja a yah iya"),
    ('ㅒ', "yae ye jae jä"),
    (
        'ㅓ',
        "eo o u O uh oh ou eu er ur e eoh ur aw au eou or ĕ uo ŏ oe ohr a uu",
    ),
    ('ㅔ', "e ae eh ei ay ye a ey eʼ ee ie"),
    (
        'ㅕ',
        "yeo yo yu you yO young yuh yeu io iu ye e jo eo yeou o u yeoh ju jO yuo y ja yer yau yaw yoe jeo je yw ieo ier i ea yau",
    ),
    ('ㅖ', "ye e yeh yae ie ey je yeo"),
    ('ㅗ', "o oh oo ou ow oe u aw oa eo au ho"),
    ('ㅘ', "wa oa ua ha hwa uwa va o a wha wah ura"),
    ('ㅙ', "wae wai we oae oe way ue wea"),
    (
        'ㅚ',
        "oe oi we oy wei wae o oey wie woe whey ö e wi ui ei oye hoe oii",
    ),
    ('ㅛ', "yo io jo yoh you yeo ho o eo yeo yu"),
    ('ㅜ', "u oo woo ou w wu o uh eu ew ue wou oe hu uu wo"),
    (
        'ㅝ',
        "wo weo uo wO wu uh ou weon o won woo wa u vo wuh ueo war wor wueo uO eo",
    ),
    ('ㅞ', "we ue wae wei"),
    ('ㅟ', "wi wee ui we wie uy ü ue whi wy i vi uii"),
    (
        'ㅠ',
        "yu yoo you ju iu u yew ew yuh ue yoou yeu yui o ryu yoe ou oo",
    ),
    ('ㅡ', "eu u U o oe e eo oo i eou ue oo uh ou"),
    (
        'ㅢ',
        "ui eui i ee Ui e eu ei uy yi wee uii ue ey hee uee y euy eei euyi yui hi",
    ),
    ('ㅣ', "i ee y ie yi hi ea ih e hee ii ey ye ei eey ui ji"),
];

/// Consonants behind the vowel, as they are spoken.
pub(super) const CODAS: &[(char, &str)] = &[
    ('-', "_ h r s"),
    ('ㄱ', "k g ck c gh q kh kk lg x rk _ lk ks kg"),
    ('ㄴ', "n nn l ne hn nh m nd"),
    ('ㄷ', "t d s th ss tt j _ ts ch"),
    ('ㄹ', "l r ll rl lh hl lr le rr hr"),
    ('ㅁ', "m mm hm me n"),
    ('ㅂ', "p b pp v f ph bb lp _"),
    ('ㅇ', "ng n nk g gn nng ngg"),
];
