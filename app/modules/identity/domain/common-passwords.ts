/**
 * Common passwords of ten characters and more, lower case: the head of public breach lists, including those of Chinese
 * sites. Shorter ones are refused by their length already.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  1234567890 12345678910 123456789a a123456789 123456789q q123456789 1234567891 0123456789 9876543210 0987654321
  1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc zaq12wsxcde3 qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456
  asdfghjkl1 asdfghjkl123 zxcvbnm123 zxcvbnm,./ 1qazxsw23edc qazwsxedcrfv qazwsxedc123 q1w2e3r4t5 q1w2e3r4t5y6
  abcdefghij abc1234567 abcd123456 abcd1234567 abc123456789 aa123456789 aa12345678 a1234567890 woaini1314 woaini1314520
  woaini520520 woaini5201314 5201314520 5201314521 1314520520 520131452 1314521521 woaiwojia123 wodemima123 mima123456
  password10 password11 password12 password123 password1234 password12345 password123456 password!! password1! password01
  passw0rd123 p@ssw0rd123 p@ssword123 p@ssw0rd1! pa55word123 mypassword mypassword1 newpassword newpassword1 thepassword
  passwordpassword letmein123 letmein1234 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 admin12345 admin123456
  admin1234567 administrator administrator1 adminadmin adminadmin1 root123456 rootroot123 test123456 test1234567 testtest123
  changeme123 changeme1234 default123 superman123 iloveyou12 iloveyou123 iloveyou1234 iloveyou520 ilovejesus princess123
  princess12 sunshine12 sunshine123 football12 football123 baseball12 baseball123 basketball basketball1 michael123
  jennifer12 dragon1234 dragon12345 monkey1234 monkey12345 shadow1234 master1234 master12345 trustno1234 whatever123
  computer12 computer123 internet123 samsung123 google1234 google12345 facebook12 facebook123 linkedin123 charlie123
  liverpool1 liverpool12 manchester manchester1 chelsea123 arsenal123 barcelona1 barcelona10 realmadrid1 juventus123
  pakistan123 bangladesh vietnam123 vietnam1234 thailand123 china12345 china123456 zhongguo123 zhongguo520 beijing2008
  shanghai123 shenzhen123 guangzhou1 guangzhou123 qq123456789 qq1234567890 wang123456 zhang123456 chen123456 yang123456
  zhao123456 huang123456 liu1234567 lixiang123 xiaoming123 5845201314 7758521521 77585210000 1122334455 1112223334
  1231231234 12312312312 1472583690 1593574862 1475963210 147258369a 789456123a 7894561230 0147258369 741852963a 963852741a
  1029384756 1357924680 2468013579 0246813579 1123581321 3141592653 31415926535 3.14159265 2718281828 1212121212 1313131313
  1010101010 2020202020 1231231231 9999999999 8888888888 88888888888 6666666666 66666666666 0000000000 1111111111
  factory123 factory1234 factory12345 portal1234 portal12345 factoryportal supplier123 platform123 company123 company1234
  qwer1234qwer asdf1234asdf zxcv1234zxcv qweasdzxc1 qweasdzxc123 1234qwerasdf 1234qwer1234 asdfasdf123 qwe123qwe123
  football2024 summer2024! summer2025! summer2026! winter2024! winter2025! spring2025! spring2026! autumn2025! january2025
  december2025 correcthorsebatterystaple letmeinplease iamthebest123 opensesame opensesame1 secret1234 secret12345 secretpassword
  `
    .trim()
    .split(/\s+/),
);
