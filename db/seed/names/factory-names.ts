import type { FACTORY_STATES } from '../../schema/identity';

export interface FactorySeed {
  slug: string;
  nameEn: string;
  nameZh: string;
  countryCode: 'CN' | 'VN' | 'TH';
  city: string;
  currency: string;
  status: (typeof FACTORY_STATES)[number];
  /** Categories it can make. */
  makes: readonly string[];
}

const factory = (
  slug: string,
  nameEn: string,
  nameZh: string,
  place: string,
  currency: string,
  makes: string,
  status: FactorySeed['status'] = 'approved',
): FactorySeed => ({
  slug,
  nameEn,
  nameZh,
  countryCode: place.slice(0, 2) as FactorySeed['countryCode'],
  city: place.slice(3),
  currency,
  status,
  makes: makes.split(' '),
});

/** The demo's factories; larger scales add generated ones after them. */
export const DEMO_FACTORIES: readonly FactorySeed[] = [
  factory(
    'ningbo-haoyu',
    'Ningbo Haoyu Houseware Co., Ltd.',
    '宁波浩宇家居用品有限公司',
    'CN Ningbo',
    'USD',
    'home.kitchen home.storage home.cleaning',
  ),
  factory(
    'yiwu-jinmao',
    'Yiwu Jinmao Daily Goods Co., Ltd.',
    '义乌市金茂日用百货有限公司',
    'CN Yiwu',
    'CNY',
    'home.decor home.storage home.cleaning outdoor.travel',
  ),
  factory(
    'dongguan-lixin',
    'Dongguan Lixin Electronics Co., Ltd.',
    '东莞立信电子科技有限公司',
    'CN Dongguan',
    'USD',
    'electronics.audio electronics.charging electronics.accessories',
  ),
  factory(
    'foshan-shunda',
    'Foshan Shunda Lighting & Appliance Co., Ltd.',
    '佛山顺达照明电器有限公司',
    'CN Foshan',
    'USD',
    'home.lighting electronics.smart_home home.kitchen personal_care.massage',
    'probation',
  ),
  factory(
    'shenzhen-xingyao',
    'Shenzhen Xingyao Smart Technology Co., Ltd.',
    '深圳星曜智能科技有限公司',
    'CN Shenzhen',
    'USD',
    'electronics.smart_home electronics.wearables electronics.audio electronics.charging',
  ),
  factory(
    'guangzhou-meiyan',
    'Guangzhou Meiyan Personal Care Co., Ltd.',
    '广州美研个人护理用品有限公司',
    'CN Guangzhou',
    'CNY',
    'personal_care.hair personal_care.skin personal_care.oral',
  ),
  factory(
    'hangzhou-lvye',
    'Hangzhou Lvye Outdoor Products Co., Ltd.',
    '杭州绿野户外用品有限公司',
    'CN Hangzhou',
    'USD',
    'outdoor.camping outdoor.travel outdoor.fitness',
  ),
  factory(
    'nantong-yunmian',
    'Nantong Yunmian Home Textiles Co., Ltd.',
    '南通云棉家纺有限公司',
    'CN Nantong',
    'USD',
    'home.bedding home.decor',
  ),
  factory(
    'hai-phong-minh-anh',
    'Minh Anh Furniture JSC',
    '海防明英家具股份公司',
    'VN Hai Phong',
    'USD',
    'home.storage outdoor.garden home.lighting',
  ),
  factory(
    'binh-duong-phu-thinh',
    'Phu Thinh Wood Products Co., Ltd.',
    '平阳富盛木业有限公司',
    'VN Binh Duong',
    'VND',
    'home.kitchen outdoor.garden outdoor.camping home.decor',
  ),
  factory(
    'samut-prakan-siam',
    'Siam Polyware Co., Ltd.',
    '北榄暹罗塑胶有限公司',
    'TH Samut Prakan',
    'THB',
    'home.cleaning outdoor.garden outdoor.fitness home.bedding',
  ),
  factory(
    'chonburi-thai-wellness',
    'Thai Wellness Devices Co., Ltd.',
    '春武里泰康电器有限公司',
    'TH Chonburi',
    'USD',
    'personal_care.massage personal_care.hair personal_care.oral personal_care.skin electronics.wearables electronics.accessories',
    'backup',
  ),
];

/** Cities by country: English | Chinese. */
export const CITIES: Record<FactorySeed['countryCode'], readonly string[]> = {
  CN: 'Ningbo|宁波 Yiwu|义乌 Dongguan|东莞 Foshan|佛山 Shenzhen|深圳 Guangzhou|广州 Hangzhou|杭州 Nantong|南通 Wenzhou|温州 Taizhou|台州 Jinhua|金华 Shaoxing|绍兴 Huizhou|惠州 Zhongshan|中山 Xiamen|厦门 Quanzhou|泉州 Suzhou|苏州 Wuxi|无锡 Changzhou|常州 Qingdao|青岛 Hefei|合肥 Ganzhou|赣州'.split(
    ' ',
  ),
  VN: ['Hai Phong|海防', 'Binh Duong|平阳', 'Bac Ninh|北宁', 'Dong Nai|同奈', 'Long An|隆安', 'Da Nang|岘港'],
  TH: ['Samut Prakan|北榄', 'Chonburi|春武里', 'Rayong|罗勇', 'Ayutthaya|大城', 'Pathum Thani|巴吞他尼'],
};

/** Company names: English | Chinese. */
export const COMPANY_NAMES: readonly string[] =
  'Hengda|恒达 Xinyuan|鑫源 Ruifeng|瑞丰 Tianhe|天合 Jiahua|嘉华 Weilong|伟隆 Yongsheng|永盛 Huaxin|华信 Botai|博泰 Lianchuang|联创 Zhengyang|正阳 Fulin|富林 Kaide|凯德 Oumei|欧美佳 Shengshi|盛世 Jintai|锦泰 Deli|德立 Qihang|启航 Meijia|美嘉 Dongsheng|东升 Haichuan|海川 Longteng|龙腾 Yihe|怡和 Guanghui|光辉 Chenxi|晨曦 Baoli|保立 Wanjia|万佳 Hongyun|鸿运 Xiangrui|祥瑞 Zhihui|智汇 Minghao|明浩 Yuanda|远达 Junye|骏业 Lixing|力行 Shunfeng|顺丰源 Anjie|安捷 Feiyue|飞跃 Hongtu|宏图 Jiuzhou|九洲 Sanhe|三和'.split(
    ' ',
  );

/** Trade words by top category: English | Chinese. */
export const TRADES: Record<string, string> = {
  home: 'Houseware|家居用品',
  outdoor: 'Outdoor|户外用品',
  electronics: 'Electronics|电子科技',
  personal_care: 'Personal Care|个护电器',
};

/** Given names and family names for staff, by country: name as written by a person there. */
export const STAFF_NAMES: Record<FactorySeed['countryCode'], readonly string[]> = {
  CN: '王建国 李秀英 张伟东 刘芳 陈志强 杨丽华 黄俊杰 赵敏 周海涛 吴晓燕 徐国平 孙静 马超 朱琳 胡明 郭婷婷 何勇 高洁'.split(
    ' ',
  ),
  VN: ['Nguyễn Văn Hùng', 'Trần Thị Mai', 'Lê Quang Minh', 'Phạm Thu Hà', 'Võ Đức Anh'],
  TH: ['Somchai Srisuk', 'Kanya Wongsakul', 'Prasert Chaiyo', 'Nattaporn Rattana', 'Anong Suwan'],
};
