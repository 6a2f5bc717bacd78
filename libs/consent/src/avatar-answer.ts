/**
 * `event.detail` of the button with `open-type="chooseAvatar"`. When WeChat's own check rejects the picture, or the
 * user cancels, there is no event or one without a picture.
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/userProfile.html
 */
export interface AvatarDetail {
  /** Path of a temporary file. */
  readonly avatarUrl?: string;
}
