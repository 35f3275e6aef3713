export { changeSetting } from './change-setting.ts'
export { readSetting, readSettingNow, type SettingDefinition, settingsVersion } from './read-setting.ts'
