export interface CategorySeed {
  code: string;
  parentCode: string | null;
  nameEn: string;
  nameZh: string;
  /** First letters of the SKU codes. */
  prefix: string;
}

const top = (code: string, nameEn: string, nameZh: string): CategorySeed => ({
  code,
  parentCode: null,
  nameEn,
  nameZh,
  prefix: '',
});

const sub = (code: string, prefix: string, nameEn: string, nameZh: string): CategorySeed => ({
  code,
  parentCode: code.split('.')[0]!,
  nameEn,
  nameZh,
  prefix,
});

/** Two levels; SKUs hang on the second. */
export const CATEGORIES: readonly CategorySeed[] = [
  top('home', 'Home', '家居'),
  sub('home.kitchen', 'KIT', 'Kitchen and dining', '厨房餐饮'),
  sub('home.storage', 'STO', 'Storage and organising', '收纳整理'),
  sub('home.bedding', 'BED', 'Bedding and textiles', '床品家纺'),
  sub('home.lighting', 'LIT', 'Lighting', '灯具照明'),
  sub('home.decor', 'DEC', 'Decoration and gifts', '装饰礼品'),
  sub('home.cleaning', 'CLN', 'Cleaning', '清洁用品'),
  top('outdoor', 'Outdoor', '户外'),
  sub('outdoor.camping', 'CMP', 'Camping', '露营装备'),
  sub('outdoor.garden', 'GRD', 'Garden', '庭院园艺'),
  sub('outdoor.fitness', 'FIT', 'Fitness', '运动健身'),
  sub('outdoor.travel', 'TRV', 'Travel and beach', '旅行沙滩'),
  top('electronics', 'Electronics', '消费电子'),
  sub('electronics.audio', 'AUD', 'Audio', '音频设备'),
  sub('electronics.charging', 'CHG', 'Charging', '充电设备'),
  sub('electronics.smart_home', 'SMH', 'Smart home', '智能家居'),
  sub('electronics.wearables', 'WEA', 'Wearables', '智能穿戴'),
  sub('electronics.accessories', 'ACC', 'Computer and phone accessories', '数码配件'),
  top('personal_care', 'Personal care', '个人护理'),
  sub('personal_care.hair', 'HAR', 'Hair care', '美发护发'),
  sub('personal_care.skin', 'SKN', 'Skin care devices', '护肤美容仪'),
  sub('personal_care.oral', 'ORL', 'Oral care', '口腔护理'),
  sub('personal_care.massage', 'MSG', 'Massage and wellness', '按摩保健'),
];

export const SKU_CATEGORIES = CATEGORIES.filter((category) => category.parentCode !== null);
