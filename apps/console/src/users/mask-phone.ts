/** Hides the middle of a phone number from an operator who may only read. The server still sends it. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '••••' : `${phone.slice(0, -8)}••••${phone.slice(-4)}`;
}
