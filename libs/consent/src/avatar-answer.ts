/**
 * `event.detail` of the button with `open-type="chooseAvatar"`. A picture that WeChat's own check refuses, and a choice
 * that the user breaks off, bring no event or one without a picture.
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/userProfile.html
 */
export interface AvatarDetail {
  /** Path of a temporary file. */
  readonly avatarUrl?: string;
}
