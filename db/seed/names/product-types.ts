/** Shape of a product's year; see demand-shape. */
export type SeasonProfile = 'flat' | 'summer' | 'winter' | 'gift' | 'festive' | 'new_year' | 'travel';
/** Where a product sells best. */
export type MarketBias = 'west' | 'asia' | 'all';
export type VariantKind = 'colour' | 'size' | 'pack';

export interface ProductType {
  categoryCode: string;
  en: string;
  zh: string;
  hs: string;
  /** List price in the United States, whole dollars. */
  price: readonly [number, number];
  grossG: number;
  /** Length, width, height of the packed piece. */
  mm: readonly [number, number, number];
  season: SeasonProfile;
  bias: MarketBias;
  variant: VariantKind;
}

/** en | zh | HS code | price from-to | gross g | mm | season bias variant */
const TABLE: Record<string, string> = {
  'home.kitchen': `
    Bamboo cutting board|竹制砧板|441911|14-32|1150|400x300x25|flat all size
    Non-stick frying pan|不粘煎锅|761510|22-48|1300|450x280x70|gift all size
    Silicone food storage bag set|硅胶食品密封袋套装|392410|12-24|420|240x190x60|flat west pack
    Pour-over coffee set|手冲咖啡套装|701349|24-46|1500|280x220x200|gift west colour
    Insulated lunch box|保温便当盒|961700|16-32|780|230x160x120|flat asia colour
    Electric milk frother|电动奶泡器|850940|15-29|260|220x80x60|gift west colour
    Stainless steel mixing bowls|不锈钢打蛋盆|732393|24-42|1650|300x300x140|gift west pack`,
  'home.storage': `
    Stackable storage box|可叠加收纳箱|392310|18-38|1400|400x300x240|new_year all size
    Over-door shoe rack|门后鞋架|732690|21-39|2100|620x180x90|new_year west colour
    Drawer organiser set|抽屉分隔收纳盒|392490|13-26|600|320x220x80|new_year all pack
    Rattan laundry basket|藤编洗衣篮|460212|29-55|1900|420x420x300|flat west colour
    Vacuum storage bags|真空压缩袋|392329|15-28|500|300x220x50|winter all pack
    Bamboo shoe bench|竹制换鞋凳|940382|45-85|5200|720x320x140|flat west size`,
  'home.bedding': `
    Bamboo fibre bed sheet set|竹纤维床品四件套|630232|46-92|1900|350x280x90|flat all size
    Weighted blanket|重力毯|940490|49-99|6800|400x350x220|winter west size
    Memory foam pillow|记忆棉枕|940490|27-54|1350|500x320x140|flat all size
    Knitted throw blanket|针织盖毯|630140|26-49|950|380x300x90|winter west colour
    Cooling summer quilt|凉感夏被|940490|32-62|1500|400x320x110|summer asia size`,
  'home.lighting': `
    LED desk lamp|LED护眼台灯|940521|24-59|980|420x180x90|new_year all colour
    Solar string lights|太阳能灯串|940531|17-33|520|180x140x90|summer west pack
    Motion sensor night light|人体感应小夜灯|940521|12-25|240|140x90x60|winter all pack
    Rechargeable table lamp|充电氛围灯|940521|26-52|760|260x130x130|gift west colour
    Sunset projection lamp|日落投影灯|940542|15-29|430|200x120x100|gift asia colour`,
  'home.decor': `
    Soy wax scented candle|大豆香薰蜡烛|340600|14-28|480|110x110x120|gift west colour
    Artificial eucalyptus garland|仿真桉树叶藤|670210|13-25|350|260x200x90|festive west pack
    Wooden photo frame set|木质相框套装|441490|22-44|1500|330x260x90|gift west size
    Ceramic vase|陶瓷花瓶|691310|24-48|1250|180x180x280|gift all colour
    Christmas tree ornament set|圣诞树挂饰套装|950510|16-35|620|300x220x90|festive west pack
    Lunar New Year lantern set|新春灯笼套装|950590|12-24|380|280x180x60|festive asia size`,
  'home.cleaning': `
    Spray mop|喷水拖把|960390|26-46|1500|680x150x110|flat all colour
    Microfibre cleaning cloths|超细纤维清洁布|630710|11-22|450|260x180x70|flat all pack
    Cordless handheld vacuum|无线手持吸尘器|850811|39-89|1450|430x160x140|gift all colour
    Lint remover|毛球修剪器|851631|13-26|310|190x110x80|winter all colour
    Pet hair roller|宠物粘毛器|960390|14-27|420|240x120x80|flat west colour`,
  'outdoor.camping': `
    Pop-up camping tent|速开露营帐篷|630622|69-139|4200|820x200x200|summer all size
    Folding camping chair|折叠露营椅|940179|29-62|3100|880x160x150|summer all colour
    Camping lantern|露营灯|851310|19-42|540|180x110x110|summer all colour
    Insulated water bottle|户外保温水壶|961700|18-36|460|280x80x80|summer all size
    Folding camp table|折叠露营桌|940320|36-72|3800|700x150x120|summer all size`,
  'outdoor.garden': `
    Expandable garden hose|伸缩花园水管|391739|27-52|1700|300x240x120|summer west size
    Solar garden lights|太阳能草坪灯|940541|24-48|1200|320x180x120|summer west pack
    Fabric plant grow bags|无纺布种植袋|630790|14-27|700|320x260x60|summer west size
    Hanging hammock|吊床|630640|34-68|1900|420x250x130|summer all colour
    Acacia garden stool|相思木花园凳|940169|49-92|4800|420x420x220|summer west size`,
  'outdoor.fitness': `
    Resistance band set|弹力带套装|950691|17-34|720|240x180x80|new_year all pack
    Yoga mat|瑜伽垫|401691|22-49|1500|640x130x130|new_year all colour
    Adjustable dumbbell|可调节哑铃|950691|59-129|9800|400x200x190|new_year west size
    Foam roller|泡沫轴|392690|19-36|850|340x150x150|new_year all colour`,
  'outdoor.travel': `
    Packing cube set|旅行收纳袋套装|420292|18-36|480|350x260x50|travel all colour
    Beach mat|沙滩垫|630790|17-33|620|280x200x70|summer west size
    Waterproof dry bag|防水袋|420292|15-31|390|260x180x60|summer asia size
    Neck pillow|旅行颈枕|940490|19-38|410|280x260x130|travel all colour
    Snorkel set|浮潜套装|950699|28-56|980|440x230x120|summer asia size`,
  'electronics.audio': `
    Wireless earbuds|无线蓝牙耳机|851830|29-79|180|120x100x50|gift all colour
    Portable Bluetooth speaker|便携蓝牙音箱|851821|26-69|680|210x100x100|summer all colour
    Over-ear headphones|头戴式降噪耳机|851830|45-119|460|220x190x90|gift west colour
    Karaoke microphone|手持K歌麦克风|851810|22-46|520|280x110x90|gift asia colour`,
  'electronics.charging': `
    GaN USB-C charger|氮化镓快充充电器|850440|24-55|180|110x80x50|flat all colour
    Magnetic power bank|磁吸无线充电宝|850760|28-62|280|150x90x40|travel all colour
    Wireless charging stand|无线充电支架|850440|19-45|260|150x110x80|gift all colour
    Braided USB-C cable|编织数据线|854442|9-19|90|140x90x30|flat all pack
    Foldable solar charger|折叠太阳能充电板|854143|42-89|920|300x190x50|summer west size`,
  'electronics.smart_home': `
    Smart plug|智能插座|853669|16-34|220|130x90x70|flat west pack
    Video doorbell|可视门铃|852589|49-109|480|180x110x80|gift west colour
    Indoor security camera|室内安防摄像头|852589|25-58|310|120x100x100|flat all colour
    Aroma diffuser|智能香薰机|850980|24-49|720|190x170x170|gift all colour
    Air quality monitor|空气质量检测仪|902710|36-78|290|140x110x60|winter all colour`,
  'electronics.wearables': `
    Fitness tracker|智能手环|851762|24-58|120|130x90x50|new_year all colour
    Smart watch|智能手表|851762|49-129|210|140x110x70|gift all colour
    Kids GPS watch|儿童定位手表|851762|36-79|170|130x100x60|gift asia colour`,
  'electronics.accessories': `
    Aluminium laptop stand|铝合金笔记本支架|847330|24-52|1050|280x240x50|new_year all colour
    USB-C hub|USB-C扩展坞|847180|26-64|190|150x80x30|new_year all colour
    Mechanical keyboard|机械键盘|847160|45-99|1150|400x170x60|gift all colour
    Phone tripod|手机三脚架|962000|17-39|430|260x80x70|travel asia colour
    Ergonomic wireless mouse|人体工学无线鼠标|847160|18-42|190|150x110x70|flat all colour`,
  'personal_care.hair': `
    Ionic hair dryer|负离子吹风机|851631|34-89|850|270x220x100|gift all colour
    Hair straightening brush|直发梳|851632|27-58|560|300x110x80|gift all colour
    Silk hair curler|丝质卷发棒套装|961590|12-24|210|260x120x50|flat west colour
    Scalp massager|头皮按摩梳|901910|11-23|190|130x110x80|flat asia colour`,
  'personal_care.skin': `
    Facial cleansing brush|洁面仪|851679|23-52|280|170x110x80|gift all colour
    Facial steamer|纳米蒸脸仪|851679|27-56|620|220x160x140|winter all colour
    LED beauty mask|LED美容面罩|901890|59-139|690|260x220x140|gift west colour
    Gua sha set|刮痧板套装|711620|12-26|230|150x110x50|gift all pack`,
  'personal_care.oral': `
    Sonic toothbrush|声波电动牙刷|850980|25-69|380|240x120x70|gift all colour
    Water flosser|便携冲牙器|850980|29-66|560|260x130x90|flat all colour
    Toothbrush steriliser|牙刷消毒架|854370|22-46|480|230x130x90|flat asia colour`,
  'personal_care.massage': `
    Percussion massage gun|筋膜枪|901910|45-119|1250|260x230x90|gift west colour
    Neck and shoulder massager|颈肩按摩仪|901910|36-79|1400|420x200x160|gift all colour
    Eye massager|眼部按摩仪|901910|32-72|520|230x140x110|gift asia colour
    Heated foot warmer|足部暖足宝|851679|29-59|1300|340x320x140|winter west size`,
};

function parse(categoryCode: string, line: string): ProductType {
  const [en, zh, hs, price, gross, mm, kinds] = line.trim().split('|') as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const [low, high] = price.split('-').map(Number);
  const [length, width, height] = mm.split('x').map(Number);
  const [season, bias, variant] = kinds.split(' ') as [SeasonProfile, MarketBias, VariantKind];
  return {
    categoryCode,
    en,
    zh,
    hs,
    price: [low!, high!],
    grossG: Number(gross),
    mm: [length!, width!, height!],
    season,
    bias,
    variant,
  };
}

/** What the platform sells, before colour, size and pack. */
export const PRODUCT_TYPES: readonly ProductType[] = Object.entries(TABLE).flatMap(([category, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => parse(category, line)),
);

/** Variants by kind, first the ones a small catalogue has. Factor on price, weight and volume. */
export const VARIANTS: Record<VariantKind, readonly { en: string; zh: string; factor: number }[]> = {
  colour: [
    { en: 'white', zh: '白色', factor: 1 },
    { en: 'graphite', zh: '石墨灰', factor: 1 },
    { en: 'sage green', zh: '鼠尾草绿', factor: 1 },
    { en: 'navy', zh: '藏青', factor: 1 },
  ],
  size: [
    { en: 'medium', zh: '中号', factor: 1 },
    { en: 'large', zh: '大号', factor: 1.3 },
    { en: 'small', zh: '小号', factor: 0.8 },
    { en: 'extra large', zh: '加大号', factor: 1.55 },
  ],
  pack: [
    { en: 'set of 4', zh: '4件装', factor: 1 },
    { en: 'set of 8', zh: '8件装', factor: 1.6 },
    { en: 'set of 2', zh: '2件装', factor: 0.65 },
    { en: 'set of 12', zh: '12件装', factor: 2.1 },
  ],
};

/** Product series of a large catalogue. */
export const SERIES: readonly { en: string; zh: string }[] = [
  ['Nordia', '诺迪雅'],
  ['Lumo', '朗木'],
  ['Terra', '沃土'],
  ['Aria', '雅韵'],
  ['Kumo', '云栖'],
  ['Brisa', '微风'],
  ['Solis', '晴光'],
  ['Vento', '驰风'],
  ['Mira', '米拉'],
  ['Oslo', '奥斯'],
  ['Hana', '花间'],
  ['Pino', '松木'],
  ['Rivo', '溪流'],
  ['Zeno', '至简'],
  ['Alto', '高地'],
].map(([en, zh]) => ({ en: en!, zh: zh! }));
