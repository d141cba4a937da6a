// The reference grids of painters_test.cpp, written by it (WEIGHTYARD_WRITE_GRIDS).
#pragma once

// clang-format off
inline constexpr const char *kPaintersGrid =
R"(== arrow closed ltr light
fff fff fff fff fff fff
fff fff 999 fff fff fff
fff fff dde 899 fff fff
fff fff dde 899 fff fff
fff fff 999 fff fff fff
fff fff fff fff fff fff
)"
R"(
== arrow closed rtl light
fff fff fff fff fff fff
fff fff fff 999 fff fff
fff fff 899 dde fff fff
fff fff 899 dde fff fff
fff fff fff 999 fff fff
fff fff fff fff fff fff
)"
R"(
== arrow open ltr light
fff fff fff fff fff fff
fff fff fff fff fff fff
fff 999 dde dde 999 fff
fff fff 899 899 fff fff
fff fff fff fff fff fff
fff fff fff fff fff fff
)"
R"(
== arrow open rtl light
fff fff fff fff fff fff
fff fff fff fff fff fff
fff 999 dde dde 999 fff
fff fff 899 899 fff fff
fff fff fff fff fff fff
fff fff fff fff fff fff
)"
R"(
== bar 0 ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== bar 0 rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== bar 100 ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 58e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 58e fff
fff 58e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 58e fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== bar 100 rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 58e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 58e fff
fff 58e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 26e 58e fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== bar 35 ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 58e 26e 26e 26e 26e 26e bcf eef eef eef eef eef eef eef eef eef eef fff fff
fff 58e 26e 26e 26e 26e 26e bcf eef eef eef eef eef eef eef eef eef eef fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== bar 35 rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff eef eef eef eef eef eef eef eef eef eef bcf 26e 26e 26e 26e 26e 58e fff
fff fff eef eef eef eef eef eef eef eef eef eef bcf 26e 26e 26e 26e 26e 58e fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== box focus light
fff eef bcf bcf bcf eef fff
eef cdf fff fff fff cdf eef
bcf fff fff fff fff fff bcf
bcf fff fff fff fff fff bcf
bcf fff fff fff fff fff bcf
eef cdf fff fff fff cdf eef
fff eef bcf bcf bcf eef fff
)"
R"(
== box off light
fff eff dde dde dde eff fff
eff eee fff fff fff eee eff
dde fff fff fff fff fff dde
dde fff fff fff fff fff dde
dde fff fff fff fff fff dde
eff eee fff fff fff eee fff
fff eff dde dde dde fff fff
)"
R"(
== box on light
fff eef bcf bcf bcf eef fff
eef 36e 26e 26e 26e 36e eef
bcf 26e 26e 26e 9bf 26e bcf
bcf 26e 9bf 9bf 7af 26e bcf
bcf 26e 69f 8af 26e 26e bcf
eef 36e 26e 26e 26e 36e eef
fff eef bcf bcf bcf eef fff
)"
R"(
== box part light
fff eef bcf bcf bcf eef fff
eef 36e 26e 26e 26e 36e eef
bcf 26e 26e 26e 26e 26e bcf
bcf 26e acf bcf acf 26e bcf
bcf 26e 26e 26e 26e 26e bcf
eef 36e 26e 26e 26e 36e eef
fff eef bcf bcf bcf eef fff
)"
R"(
== gauge tight ltr light
eee aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 a73 eef eff fff
aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 a73 eef eef eff
89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 a73 eef eef eef
bbc 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 a73 eef eef fff
fff abb 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 a73 eef fff fff
)"
R"(
== gauge tight rtl light
fff eff eef a73 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab eee
eff eef eef a73 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab
eef eef eef a73 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a
fff eef eef a73 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a bbc
fff fff eef a73 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 950 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a abb fff
)"
R"(
== gauge too much ltr light
eee aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 c44 fdd
aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 d77
89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 c77
bbc 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 d88
fff abb 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 c55 fff
)"
R"(
== gauge too much rtl light
fdd c44 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab eee
d77 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab
c77 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a
d88 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a bbc
fff c55 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 b11 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a abb fff
)"
R"(
== gauge unknown ltr light
fff eff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eff fff
eff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eff
eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef
fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
)"
R"(
== gauge unknown rtl light
fff eff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eff fff
eff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eff
eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef
fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff fff
)"
R"(
== gauge usual ltr light
eee aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf eef eef eef eef eef eef eef eef eef eef eff fff
aab 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf eef eef eef eef eef eef eef eef eef eef eef eff
89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf eef eef eef eef eef eef eef eef eef eef eef eef
bbc 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf eef eef eef eef eef eef eef eef eef eef eef fff
fff abb 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 26e 26e 26e 26e 26e 26e 26e 26e 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf eef eef eef eef eef eef eef eef eef eef fff fff
)"
R"(
== gauge usual rtl light
fff eff eef eef eef eef eef eef eef eef eef eef 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab eee
eff eef eef eef eef eef eef eef eef eef eef eef 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a aab
eef eef eef eef eef eef eef eef eef eef eef eef 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a
fff eef eef eef eef eef eef eef eef eef eef eef 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a bbc
fff fff eef eef eef eef eef eef eef eef eef eef 9bf 9bf 9bf 9bf 9bf 9bf 9bf 9bf 26e 26e 26e 26e 26e 26e 26e 26e 89a 89a 89a 89a 89a 89a 89a 89a 89a 89a abb fff
)"
R"(
== pill bad light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fee fee fee fee fee fee fee fee fee fee fff fff fff
fff fff fee fee fee fee fee fee fee fee fee fee fee fee fff fff
fff fee fee fee fee fee fee fee fee fee fee fee fee fee fee fff
fff fee fee fee fee fee fee fee fee fee fee fee fee fee fee fff
fff fff fee fee fee fee fee fee fee fee fee fee fee fee fff fff
fff fff fff fee fee fee fee fee fee fee fee fee fee fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== pill caution light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff fff
fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff
fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff
fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff
fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff
fff fff ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe ffe fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== pill good light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff eff eff eff eff eff eff eff eff eff eff fff fff fff
fff fff eff eff eff eff eff eff eff eff eff eff eff eff fff fff
fff eff eff eff eff eff eff eff eff eff eff eff eff eff eff fff
fff eff eff eff eff eff eff eff eff eff eff eff eff eff eff fff
fff fff eff eff eff eff eff eff eff eff eff eff eff eff fff fff
fff fff fff eff eff eff eff eff eff eff eff eff eff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== pill plain light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff eef eef eef eef eef eef eef eef eef eef fff fff fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff
fff eef eef eef eef eef eef eef eef eef eef eef eef eef eef fff
fff fff eef eef eef eef eef eef eef eef eef eef eef eef fff fff
fff fff fff eef eef eef eef eef eef eef eef eef eef fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
)"
R"(
== radio focus light
fff fff fff cdf fff fff fff
fff bcf 9bf cdf 9bf bcf fff
fff 9bf fff fff fff 9bf fff
cdf cdf fff fff fff cdf cdf
fff 9bf fff fff fff 9bf fff
fff bcf 9bf cdf 9bf bcf fff
fff fff fff cdf fff fff fff
)"
R"(
== radio off light
fff fff fff eee fff fff fff
fff dde ccd dee ccd dde fff
fff ccd fff fff fff ccd fff
eee dee fff fff fff dee eee
fff ccd fff fff fff ccd fff
fff dde ccd dee ccd dde fff
fff fff fff eee fff fff fff
)"
R"(
== radio on light
fff fff eff cdf eff fff fff
fff bcf 26e 26e 26e bcf fff
eff 26e 37e 8af 37e 26e eff
cdf 26e 8af fff 8af 26e cdf
eff 26e 37e 8af 37e 26e eff
fff bcf 26e 26e 26e bcf fff
fff fff eff cdf eff fff fff
)"
R"(
== radio focus dark
122 122 223 235 223 122 122
122 346 358 235 358 346 122
223 358 122 122 122 358 223
235 235 122 122 122 235 235
223 358 122 122 122 358 223
122 346 358 235 358 346 122
122 122 223 235 223 122 122
)"
R"(
== radio off dark
122 122 222 233 222 122 122
122 334 445 333 445 334 122
222 445 122 122 122 445 222
233 333 122 122 122 333 233
222 445 122 122 122 445 222
122 334 445 333 445 334 122
122 122 222 233 222 122 122
)"
R"(
== radio on dark
122 122 223 245 223 122 122
122 346 58e 59f 58e 346 122
223 58e 58e 359 58e 58e 223
245 59f 359 012 359 59f 245
223 58e 58e 359 58e 58e 223
122 346 58e 59f 58e 346 122
122 122 223 245 223 122 122
)"
R"(
== rates marked ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff eff fff
fff fff fff fff fff fff fff fff fff fff ccc fff fff fff fff fff bcf 79e 7af fff
fff fff fff fff fff fff fff fff fff fff ccc fff fff eef 9bf 79f 9bf bdf cdf fff
fff fff fff fff fff fff fff fff fff bcf bcf cdf 8af 7af bcf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff 26e 26e cdf bdf cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff bcf 8af abf 9bf 9bf cdf cdf cdf cdf cdf cdf cdf cdf fff
fff 7af 7af 7af 7af 79f 9bf cdf cdf cdf abd cdf cdf cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff fff eef fff fff fff fff fff fff fff fff fff
== rates marked rtl light
fff eff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 7af 79e bcf fff fff fff fff fff fff ccc fff fff fff fff fff fff fff fff fff
fff cdf bdf 9bf 79f 9bf eef fff fff fff ccc fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf bcf 7af 8af cdf bcf bcf fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf bdf cdf 26e 26e fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf cdf cdf 9bf 9bf abf 8af bcf fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf cdf cdf cdf abd cdf cdf 9bf 79f 7af 7af 7af 7af fff
fff fff fff fff fff fff fff fff fff fff eef fff fff fff fff fff fff fff fff fff
== rates none ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates none rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates pause ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff eef eef eef eef eef eef fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 79e 79e 79e 79e 79e 79e fff fff fff fff fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff 9bf 9bf 9bf 9bf 9bf 9bf fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates pause rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff eef eef eef eef eef eef fff
fff fff fff fff fff fff fff fff fff fff fff fff fff 79e 79e 79e 79e 79e 79e fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff 9bf 9bf 9bf 9bf 9bf 9bf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf fff fff fff fff fff fff cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates rising ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff eff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff bcf 79e 7af fff
fff fff fff fff fff fff fff fff fff fff fff fff fff eef 9bf 79f 9bf bdf cdf fff
fff fff fff fff fff fff fff fff fff fff fff cdf 8af 7af bcf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff eef 9ae 79e 9bf bdf cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff bcf 8af 7af bcf cdf cdf cdf cdf cdf cdf cdf cdf cdf fff
fff 7af 7af 7af 7af 79f 9bf cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates rising rtl light
fff eff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 7af 79e bcf fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff cdf bdf 9bf 79f 9bf eef fff fff fff fff fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf bcf 7af 8af cdf fff fff fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf bdf 9bf 79e 9ae eef fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf cdf cdf cdf bcf 7af 8af bcf fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf cdf 9bf 79f 7af 7af 7af 7af fff
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
== rates stall ltr light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff eef eef eef eef eef eef fff fff fff fff fff fff fff fff fff fff fff fff fff
fff 79e 79e 79e 79e 79e 79e 9af fff fff fff fff fff fff fff fff fff fff fff fff
fff cdf cdf cdf cdf cdf cdf 8af def fff fff fff fff fff fff fff cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf bcf 79e fff fff fff fff fff eef 69e 9bf 9bf 9bf fff
fff cdf cdf cdf cdf cdf cdf cdf 9bf acf fff fff fff eef 79f bcf cdf cdf cdf fff
fff cdf cdf cdf cdf cdf cdf cdf cdf 79f cdf cdf cdf 79f bdf cdf cdf cdf cdf fff
fff fff fff fff fff fff fff fff fff eef cdf cdf cdf eef fff fff fff fff fff fff
== rates stall rtl light
fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff fff
fff fff fff fff fff fff fff fff fff fff fff fff fff eef eef eef eef eef eef fff
fff fff fff fff fff fff fff fff fff fff fff fff 9bf 79e 79e 79e 79e 79e 79e fff
fff cdf cdf cdf eef fff fff fff fff fff fff def 8af cdf cdf cdf cdf cdf cdf fff
fff 9bf 9bf 9bf 69e eef fff fff fff fff fff 79e bcf cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf bcf 79f eef fff fff fff acf 9bf cdf cdf cdf cdf cdf cdf cdf fff
fff cdf cdf cdf cdf bdf 79f cdf cdf cdf 79f cdf cdf cdf cdf cdf cdf cdf cdf fff
fff fff fff fff fff fff eef cdf cdf cdf eef fff fff fff fff fff fff fff fff fff
== arrow closed ltr dark
122 122 122 122 122 122
122 222 778 222 122 122
122 122 334 778 222 122
122 122 334 778 222 122
122 222 778 222 122 122
122 122 122 122 122 122
)"
R"(
== arrow closed rtl dark
122 122 122 122 122 122
122 122 222 778 222 122
122 222 778 334 122 122
122 222 778 334 122 122
122 122 222 778 222 122
122 122 122 122 122 122
)"
R"(
== arrow open ltr dark
122 122 122 122 122 122
122 222 122 122 222 122
122 778 334 334 778 122
122 222 778 778 222 122
122 122 222 222 122 122
122 122 122 122 122 122
)"
R"(
== arrow open rtl dark
122 122 122 122 122 122
122 222 122 122 222 122
122 778 334 334 778 122
122 222 778 778 222 122
122 122 222 222 122 122
122 122 122 122 122 122
)"
R"(
== bar 0 ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== bar 0 rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== bar 100 ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 47c 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 47c 122
122 47c 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 47c 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== bar 100 rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 47c 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 47c 122
122 47c 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 59f 47c 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== bar 35 ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 47c 59f 59f 59f 59f 59f 347 233 233 233 233 233 233 233 233 233 233 223 122
122 47c 59f 59f 59f 59f 59f 347 233 233 233 233 233 233 233 233 233 233 223 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== bar 35 rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 223 233 233 233 233 233 233 233 233 233 233 347 59f 59f 59f 59f 59f 47c 122
122 223 233 233 233 233 233 233 233 233 233 233 347 59f 59f 59f 59f 59f 47c 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== box focus dark
122 234 346 346 346 234 122
234 235 122 122 122 235 224
346 122 122 122 122 122 346
346 122 122 122 122 122 346
346 122 122 122 122 122 346
234 235 122 122 122 235 224
122 224 346 346 346 224 122
)"
R"(
== box off dark
122 223 334 334 334 223 122
223 233 122 122 122 233 223
334 122 122 122 122 122 334
334 122 122 122 122 122 334
334 122 122 122 122 122 334
223 233 122 122 122 333 223
122 223 334 334 334 223 122
)"
R"(
== box on dark
122 234 346 346 346 234 122
234 58e 59f 59f 59f 58e 234
346 59f 59f 59f 358 58f 346
346 59f 348 358 36a 59f 346
346 59f 46b 359 59f 59f 346
234 58e 59f 59f 59f 58e 234
122 234 346 346 346 234 122
)"
R"(
== box part dark
122 234 346 346 346 234 122
234 58e 59f 59f 59f 58e 234
346 59f 59f 59f 59f 59f 346
346 59f 247 236 247 59f 346
346 59f 59f 59f 59f 59f 346
234 58e 59f 59f 59f 58e 234
122 234 346 346 346 234 122
)"
R"(
== gauge tight ltr dark
223 567 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 b95 233 223 222
567 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 b95 233 233 223
677 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 b95 233 233 233
456 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 b95 233 233 223
222 556 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 b95 233 223 122
)"
R"(
== gauge tight rtl dark
222 223 233 b95 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 567 223
223 233 233 b95 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 567
233 233 233 b95 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 677
223 233 233 b95 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 456
122 223 233 b95 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 eb5 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 556 222
)"
R"(
== gauge too much ltr dark
223 567 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 e88 c77 433
567 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 966
677 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 a66
456 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 855
222 556 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 e88 b66 222
)"
R"(
== gauge too much rtl dark
433 c77 e88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 567 223
966 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 567
a66 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 677
855 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 456
222 b66 e88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 f88 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 556 222
)"
R"(
== gauge unknown ltr dark
222 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 222
223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223
233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233
223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
)"
R"(
== gauge unknown rtl dark
222 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 222
223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223
233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233
223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223
122 223 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 233 223 122
)"
R"(
== gauge usual ltr dark
223 567 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f 358 358 358 358 358 358 358 358 233 233 233 233 233 233 233 233 233 233 223 222
567 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f 358 358 358 358 358 358 358 358 233 233 233 233 233 233 233 233 233 233 233 223
677 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f 358 358 358 358 358 358 358 358 233 233 233 233 233 233 233 233 233 233 233 233
456 678 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f 358 358 358 358 358 358 358 358 233 233 233 233 233 233 233 233 233 233 233 223
222 556 678 678 678 678 678 678 678 678 678 678 59f 59f 59f 59f 59f 59f 59f 59f 358 358 358 358 358 358 358 358 233 233 233 233 233 233 233 233 233 233 223 122
)"
R"(
== gauge usual rtl dark
222 223 233 233 233 233 233 233 233 233 233 233 358 358 358 358 358 358 358 358 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 567 223
223 233 233 233 233 233 233 233 233 233 233 233 358 358 358 358 358 358 358 358 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 567
233 233 233 233 233 233 233 233 233 233 233 233 358 358 358 358 358 358 358 358 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 677
223 233 233 233 233 233 233 233 233 233 233 233 358 358 358 358 358 358 358 358 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 678 456
122 223 233 233 233 233 233 233 233 233 233 233 358 358 358 358 358 358 358 358 59f 59f 59f 59f 59f 59f 59f 59f 678 678 678 678 678 678 678 678 678 678 556 222
)"
R"(
== pill bad dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 122 222 322 322 322 322 322 322 322 322 322 322 222 122 122
122 222 322 322 322 322 322 322 322 322 322 322 322 322 222 122
122 322 322 322 322 322 322 322 322 322 322 322 322 322 322 122
122 322 322 322 322 322 322 322 322 322 322 322 322 322 322 122
122 222 322 322 322 322 322 322 322 322 322 322 322 322 222 122
122 122 222 322 322 322 322 322 322 322 322 322 322 222 122 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== pill caution dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 122 221 321 321 321 321 321 321 321 321 321 321 221 122 122
122 221 321 321 321 321 321 321 321 321 321 321 321 321 221 122
122 321 321 321 321 321 321 321 321 321 321 321 321 321 321 122
122 321 321 321 321 321 321 321 321 321 321 321 321 321 321 122
122 221 321 321 321 321 321 321 321 321 321 321 321 321 221 122
122 122 221 321 321 321 321 321 321 321 321 321 321 221 122 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== pill good dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 122 122 132 132 132 132 132 132 132 132 132 132 122 122 122
122 122 132 132 132 132 132 132 132 132 132 132 132 132 122 122
122 132 132 132 132 132 132 132 132 132 132 132 132 132 132 122
122 132 132 132 132 132 132 132 132 132 132 132 132 132 132 122
122 122 132 132 132 132 132 132 132 132 132 132 132 132 122 122
122 122 122 132 132 132 132 132 132 132 132 132 132 122 122 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
)"
R"(
== pill plain dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 122 223 233 233 233 233 233 233 233 233 233 233 223 122 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 233 233 233 233 233 233 233 233 233 233 233 233 233 233 122
122 233 233 233 233 233 233 233 233 233 233 233 233 233 233 122
122 223 233 233 233 233 233 233 233 233 233 233 233 233 223 122
122 122 223 233 233 233 233 233 233 233 233 233 233 223 122 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
== rates marked ltr dark
122 122 122 122 122 122 122 122 122 122 222 122 122 122 122 122 122 122 223 122
122 222 222 222 222 222 222 222 222 222 455 222 222 222 222 222 346 46a 46a 122
122 222 222 222 222 222 222 222 222 222 455 222 222 234 358 46a 358 346 346 122
122 122 122 122 122 122 122 122 122 346 346 235 469 469 346 235 235 235 235 122
122 222 222 222 222 222 222 222 223 59f 59f 235 346 346 346 346 346 346 346 122
122 222 222 222 222 222 346 469 357 358 358 235 346 346 346 346 346 346 346 122
122 46a 46a 46a 46a 46a 358 235 235 235 456 235 235 235 235 235 235 235 235 122
122 222 222 222 222 222 222 222 222 222 223 222 222 222 222 222 222 222 222 122
== rates marked rtl dark
122 223 122 122 122 122 122 122 122 122 222 122 122 122 122 122 122 122 122 122
122 46a 46a 346 222 222 222 222 222 222 455 222 222 222 222 222 222 222 222 122
122 346 346 358 46a 358 234 222 222 222 455 222 222 222 222 222 222 222 222 122
122 235 235 235 235 346 469 469 235 346 346 122 122 122 122 122 122 122 122 122
122 346 346 346 346 346 346 346 235 59f 59f 223 222 222 222 222 222 222 222 122
122 346 346 346 346 346 346 346 235 358 358 357 469 346 222 222 222 222 222 122
122 235 235 235 235 235 235 235 235 235 456 235 235 358 46a 46a 46a 46a 46a 122
122 222 222 222 222 222 222 222 222 222 223 222 222 222 222 222 222 222 222 122
== rates none ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates none rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates pause ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 223 223 223 223 223 223 222 222 222 222 222 222 222 222 222 222 222 222 122
122 46a 46a 46a 46a 46a 46a 222 222 222 222 222 222 222 222 222 222 222 222 122
122 235 235 235 235 235 235 122 122 122 122 122 122 235 235 235 235 235 235 122
122 346 346 346 346 346 346 222 222 222 222 222 222 358 358 358 358 358 358 122
122 346 346 346 346 346 346 222 222 222 222 222 222 346 346 346 346 346 346 122
122 235 235 235 235 235 235 122 122 122 122 122 122 235 235 235 235 235 235 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates pause rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 223 223 223 223 223 223 122
122 222 222 222 222 222 222 222 222 222 222 222 222 46a 46a 46a 46a 46a 46a 122
122 235 235 235 235 235 235 122 122 122 122 122 122 235 235 235 235 235 235 122
122 358 358 358 358 358 358 222 222 222 222 222 222 346 346 346 346 346 346 122
122 346 346 346 346 346 346 222 222 222 222 222 222 346 346 346 346 346 346 122
122 235 235 235 235 235 235 122 122 122 122 122 122 235 235 235 235 235 235 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates rising ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 223 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 346 46a 46a 122
122 222 222 222 222 222 222 222 222 222 222 222 222 234 358 46a 358 346 346 122
122 122 122 122 122 122 122 122 122 122 122 245 469 469 346 235 235 235 235 122
122 222 222 222 222 222 222 222 234 358 46a 358 346 346 346 346 346 346 346 122
122 222 222 222 222 222 346 469 46a 346 346 346 346 346 346 346 346 346 346 122
122 46a 46a 46a 46a 46a 358 235 235 235 235 235 235 235 235 235 235 235 235 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates rising rtl dark
122 223 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 46a 46a 346 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
122 346 346 358 46a 358 234 222 222 222 222 222 222 222 222 222 222 222 222 122
122 235 235 235 235 346 469 469 245 122 122 122 122 122 122 122 122 122 122 122
122 346 346 346 346 346 346 346 358 46a 358 234 222 222 222 222 222 222 222 122
122 346 346 346 346 346 346 346 346 346 346 46a 469 346 222 222 222 222 222 122
122 235 235 235 235 235 235 235 235 235 235 235 235 358 46a 46a 46a 46a 46a 122
122 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 222 122
== rates stall ltr dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 223 223 223 223 223 223 222 222 222 222 222 222 222 222 222 222 222 222 122
122 46a 46a 46a 46a 46a 46a 358 222 222 222 222 222 222 222 222 222 222 222 122
122 235 235 235 235 235 235 469 234 122 122 122 122 122 122 223 235 235 235 122
122 346 346 346 346 346 346 346 46a 222 222 222 222 222 223 46a 358 358 358 122
122 346 346 346 346 346 346 346 358 347 222 222 222 223 46a 346 346 346 346 122
122 235 235 235 235 235 235 235 235 46a 246 235 246 46a 246 235 235 235 235 122
122 222 222 222 222 222 222 222 222 223 235 235 235 223 222 222 222 222 222 122
== rates stall rtl dark
122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122 122
122 222 222 222 222 222 222 222 222 222 222 222 222 223 223 223 223 223 223 122
122 222 222 222 222 222 222 222 222 222 222 222 358 46a 46a 46a 46a 46a 46a 122
122 235 235 246 223 122 122 122 122 122 122 234 469 235 235 235 235 235 235 122
122 358 358 358 46a 223 222 222 222 222 222 46a 346 346 346 346 346 346 346 122
122 346 346 346 346 46a 223 222 222 222 347 358 346 346 346 346 346 346 346 122
122 235 235 235 235 246 46a 246 235 246 46a 235 235 235 235 235 235 235 235 122
122 222 222 222 222 222 223 235 235 235 223 222 222 222 222 222 222 222 222 122
)";
// clang-format on
