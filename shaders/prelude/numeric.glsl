// NaN and infinity by their bits: drivers may assume that neither exists, and then fold x != x away.
#define INF uintBitsToFloat(0x7f800000u)
#define NAN uintBitsToFloat(0x7fc00000u)

bool is_nan(float x) { return (floatBitsToUint(x) & 0x7fffffffu) > 0x7f800000u; }
bool is_inf(float x) { return (floatBitsToUint(x) & 0x7fffffffu) == 0x7f800000u; }
bool is_nan(int x) { return false; }
bool is_inf(int x) { return false; }

// 2^n for n from -126 to 127.
float power2(int n) { return uintBitsToFloat(uint(n + 127) << 23); }

// x * 2^n for n from -252 to 254, in two steps, since 2^n itself may not be a float.
float scale2(float x, int n) {
  int half_n = n >> 1;
  return x * power2(half_n) * power2(n - half_n);
}

// The upper 12 bits of the fraction, so that the product of two such numbers is exact.
float upper(float x) { return uintBitsToFloat(floatBitsToUint(x) & 0xfffff000u); }

// |x| as uint, right also for the least int32.
uint magnitude(int x) { return x < 0 ? ~uint(x) + 1u : uint(x); }

// a with the sign of b.
float with_sign(float a, float b) {
  return uintBitsToFloat((floatBitsToUint(a) & 0x7fffffffu) | (floatBitsToUint(b) & 0x80000000u));
}
